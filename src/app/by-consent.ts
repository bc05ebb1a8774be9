import {
  type Actor,
  type EditProfileInput,
  type EmptyProfileInput,
  requireActive,
  requireMember,
} from '#accounts/people'
import * as people from '#accounts/people'
import {
  type SavePreferencesInput,
  forgetPreferences,
  none,
  readPreferences,
  savePreferences,
} from '#accounts/preferences'
import { ownsPictures } from '#library/images'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type What, giveConsent, lockConsentsOf, withdrawConsent } from '#privacy/consent'

/** What a form of the page of consents sends. */
export interface ConsentInput {
  readonly what: string
  /** The version of the words that were shown. */
  readonly version?: number
}

/** What begins with a yes and ends with it. The yes and what follows from it are one transaction. */
export interface ByConsent {
  saveProfile(actor: Actor, input: EditProfileInput, version?: number): Promise<void>
  emptyProfile(actor: Actor, input: EmptyProfileInput): Promise<void>
  saveLook(actor: Actor, input: SavePreferencesInput): Promise<void>
  forgetLook(actor: Actor): Promise<void>
  /** Says yes to what is asked for by a tick and needs nothing more. @throws Refusal `consent-by-use` for the rest */
  give(actor: Actor, input: ConsentInput): Promise<void>
  /** @throws Refusal `pictures-still-stored` where there is a picture that the yes keeps */
  takeBack(actor: Actor, input: ConsentInput): Promise<void>
}

type Follows = (tx: TxCtx, personId: Id<'person'>, actor: Actor) => Promise<void>

/** What follows when a yes is taken back. */
const ends: Readonly<Record<What, Follows>> = {
  'storage-region': async (tx, personId) => {
    if (!(await ownsPictures(tx, personId))) return
    throw new Refusal('conflict', 'pictures-still-stored', 'Your pictures are stored there. Delete them first.')
  },
  'profile-public': (tx, personId) => people.showProfile(tx, personId, false),
  'profile-texts': (tx, personId) => people.emptyTexts(tx, personId),
  look: (tx, _personId, actor) => forgetPreferences(tx, actor),
}

/** What follows from a yes that is given by a tick alone. */
const begins: Partial<Record<What, Follows>> = {
  'profile-public': (tx, personId) => people.showProfile(tx, personId, true),
}

const isOurs = (what: string): what is What => Object.hasOwn(ends, what)

async function say(tx: TxCtx, personId: Id<'person'>, what: What, yes: boolean, version?: number): Promise<void> {
  if (yes) await giveConsent(tx, { personId, what, channel: 'settings', version })
  else await withdrawConsent(tx, { personId, what })
}

export function byConsent(ctx: Ctx): ByConsent {
  return {
    async saveProfile(actor, input, version) {
      const { personId } = requireActive(actor)
      await inTransaction(ctx, async (tx) => {
        await say(tx, personId, 'profile-public', input.profilePublic, version)
        await people.editProfile(tx, actor, input)
        await say(tx, personId, 'profile-texts', await people.hasTexts(tx, personId))
      })
    },
    async emptyProfile(actor, input) {
      const { personId } = requireActive(actor)
      await inTransaction(ctx, async (tx) => {
        // First, as everywhere: what follows from a yes is changed only under its lock.
        await lockConsentsOf(tx, personId)
        await people.emptyProfile(tx, actor, input)
        await say(tx, personId, 'profile-texts', await people.hasTexts(tx, personId))
      })
    },
    async saveLook(actor, input) {
      const { personId } = requireMember(actor)
      await inTransaction(ctx, async (tx) => {
        await lockConsentsOf(tx, personId)
        await savePreferences(tx, actor, input)
        const kept = await readPreferences(tx, actor)
        await say(tx, personId, 'look', kept.theme !== none.theme || kept.ground !== none.ground)
      })
    },
    forgetLook: (actor) => takeBack(ctx, actor, { what: 'look' }),
    async give(actor, { what, version }) {
      const { personId } = requireActive(actor)
      const follows = isOurs(what) ? begins[what] : undefined
      if (!follows) {
        throw new Refusal('invalid', 'consent-by-use', 'This is asked for where it is used. Go there to say yes.')
      }
      await inTransaction(ctx, async (tx) => {
        await giveConsent(tx, { personId, what, channel: 'settings', ...(version === undefined ? {} : { version }) })
        await follows(tx, personId, actor)
      })
    },
    takeBack: (actor, input) => takeBack(ctx, actor, input),
  }
}

async function takeBack(ctx: Ctx, actor: Actor, { what }: ConsentInput): Promise<void> {
  const { personId } = requireMember(actor)
  await inTransaction(ctx, async (tx) => {
    await withdrawConsent(tx, { personId, what })
    if (isOurs(what)) await ends[what](tx, personId, actor)
  })
}

/** What follows when somebody had a part of a room deleted: a yes that nothing rests on any more ends with it. */
export async function followPart(
  tx: TxCtx,
  personId: Id<'person'>,
  owner: string,
  emptied: readonly string[] | null,
): Promise<void> {
  if (owner === 'accounts/preferences') await withdrawConsent(tx, { personId, what: 'look' })
  if (owner === 'accounts/members' && emptied) {
    await people.noteEmptied(tx, personId, emptied)
    if (!(await people.hasTexts(tx, personId))) await withdrawConsent(tx, { personId, what: 'profile-texts' })
  }
}
