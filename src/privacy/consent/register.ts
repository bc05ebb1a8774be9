import { type Purpose, type Store, dataOf, groundOf, needsConsent } from '#declaration'

/** Something that people can say yes to, and take the yes back. */
export interface Consentable {
  readonly what: string
  /** The purpose that a yes opens. Each opens one of its own. */
  readonly purpose: Purpose
  /** Whether a yes is to everything of the person, or to one of their addresses. */
  readonly per: 'person' | 'address'
  readonly title: string
  /**
   * The words in which it is asked for; version 1 stands first. One that was shown never changes: other words are a new
   * version. `{named}` is what the words name, as it was when they were shown.
   */
  readonly wordings: readonly [string, ...string[]]
  /** What happens to who says no, or nothing. */
  readonly ifNot: string
  /** What happens when it is taken back. */
  readonly takenBack: string
  /** `tick`: by a box of its own. `use`: by doing what the words stand beside. */
  readonly given: 'tick' | 'use'
  /** The page on which it is asked for. */
  readonly page: string
}

/** Everything that can be said yes to. What is not here cannot be, and its data stay unread. */
export const register = [
  {
    what: 'storage-region',
    purpose: 'content.store',
    per: 'person',
    title: 'Country in which pictures are stored',
    wordings: ['I agree that my pictures are stored in this country: {named}.'],
    ifNot: 'You cannot upload by the page. Everything else works.',
    takenBack: 'Deleting a picture takes it back for that picture. Once no picture is left, take it back here.',
    given: 'tick',
    page: '/upload',
  },
  {
    what: 'profile-public',
    purpose: 'profile.show',
    per: 'person',
    title: 'Showing your profile',
    wordings: ['Show my profile to everybody: my display name, what I wrote about me, and the month I joined.'],
    ifNot: 'Your profile stays closed. Your public pictures stand there with your user name all the same.',
    takenBack: 'Your profile closes at once.',
    given: 'tick',
    page: '/settings/profile',
  },
  {
    what: 'profile-texts',
    purpose: 'profile.fill',
    per: 'person',
    title: 'Words about you',
    wordings: [
      'A display name and a few words about you are kept because you write them here. They are shown to others only while your profile is open.',
    ],
    ifNot: 'Both stay empty. Nothing else changes.',
    takenBack: 'Both are emptied at once.',
    given: 'use',
    page: '/settings/profile',
  },
  {
    what: 'look',
    purpose: 'look.remember',
    per: 'person',
    title: 'How pages look for you',
    wordings: [
      'The colours and the background that you choose are kept in your account, so that every browser you sign in with shows them.',
    ],
    ifNot: 'Pages look as they do for everybody.',
    takenBack: 'Your choices are forgotten at once.',
    given: 'use',
    page: '/settings/look',
  },
] as const satisfies readonly Consentable[]

/** What the house asks for. */
export type What = (typeof register)[number]['what']

/** Pure: what a yes to a purpose opens, as the data map names it. */
export const openedBy = (stores: readonly Store[], purpose: string): readonly string[] => [
  ...new Set(
    stores.flatMap((store) =>
      dataOf(store).flatMap(([, datum]) => {
        const { purposes, basis } = groundOf(store, datum)
        const isOpened = purposes.some((one) => one === purpose && needsConsent(basis, one))
        return isOpened && datum.category !== 'user.account.id' ? [datum.label] : []
      }),
    ),
  ),
]
