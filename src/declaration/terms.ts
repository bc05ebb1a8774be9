/**
 * The closed vocabularies of the declaration. A word that is not here cannot be declared, so that a new category,
 * purpose or audience is always a visible change of this file.
 */

/** What kind of thing a value is. The keys follow the shape of the fideslang taxonomy (category, then narrower). */
export const categories = {
  'user.account.id': 'An internal number that stands for a person',
  'user.account.username': 'A user name',
  'user.account.settings': 'A choice a person made about their account',
  'user.contact.email': 'An e-mail address',
  'user.contact.address': 'A postal address',
  'user.contact.telephone': 'A telephone number',
  'user.financial': 'What it takes to pay somebody or be paid',
  'user.message': 'A message to us or from us',
  'user.credential': 'Something that proves who one is',
  'user.device.browser': 'The family of a browser',
  'user.device.address': 'The network address of a device',
  'user.content': 'Something a person made and put here',
  'user.content.metadata': 'What a person says about what they made',
  'user.behaviour': 'What a person did here, and when',
  'user.about': 'An age in bands, a gender, or what somebody likes',
  'user.agreement': 'What a person agreed to',
  'user.name': 'A real name',
  organisation: 'What is known of a company, not of a person',
  'system.key': 'A key or part of one',
  'system.operations': 'What the machine needs to do its work',
  'content.fact': 'A measured property of a picture',
  'aggregate.count': 'A count that belongs to no person',
  'copy.everything': 'A copy of everything on this map',
} as const
export type Category = keyof typeof categories

/** Why a value may be read. Reading a sealed value names one of these, and only those declared for it pass. */
export const purposes = {
  'account.provide': 'to run the account a person asked for',
  'account.secure': 'to keep accounts and the site safe',
  'mail.account': 'to send mails a person caused by an act of their own',
  'mail.warn': 'to warn people of what happened to their data',
  'vendors.check': 'to hold companies that get data to what was agreed with them',
  'inquiry.answer': 'to answer what somebody asked about our services',
  'business.provide': 'to run what was agreed with a company',
  'business.settle': 'to settle what is owed between a company and us',
  'content.publish': 'to store and show pictures as their owner chose',
  'content.find': 'to find pictures',
  'content.store': 'to keep pictures in the country that was named',
  'profile.fill': 'to keep what a person says about themselves',
  'profile.show': 'to show others the profile that a person opened',
  'look.remember': 'to remember how a person likes pages to look',
  'site.operate': 'to keep the machine running',
  'service.improve': 'to improve our products, services and content by what people chose to tell of themselves',
  'law.prove': 'to show what was agreed',
  'statistics.count': 'to learn how the site is used, from counts that belong to nobody',
  'rights.answer': 'to show you, correct, hand over and take away what is held on you',
} as const
export type Purpose = keyof typeof purposes

/**
 * When a purpose waits for a yes. `always`: the person is asked for this purpose by itself; whatever is added later and
 * is no duty stands so (promise G-31). `by-basis`: where what is used is held on consent. `never`: a duty towards the
 * person or the law.
 */
export const waitsForYes: Readonly<Record<Purpose, 'always' | 'by-basis' | 'never'>> = {
  'account.provide': 'by-basis',
  'account.secure': 'by-basis',
  'mail.account': 'by-basis',
  'mail.warn': 'never',
  'vendors.check': 'by-basis',
  'inquiry.answer': 'by-basis',
  'business.provide': 'by-basis',
  'business.settle': 'by-basis',
  'content.publish': 'by-basis',
  'content.find': 'by-basis',
  'content.store': 'always',
  'profile.fill': 'always',
  'profile.show': 'always',
  'look.remember': 'always',
  'service.improve': 'always',
  'site.operate': 'by-basis',
  'statistics.count': 'by-basis',
  'law.prove': 'never',
  'rights.answer': 'never',
}

/**
 * Pure: whether something may be used for a purpose only while whose it is says yes. A purpose that nobody knows waits
 * always.
 */
export function needsConsent(basis: Basis, purpose: Purpose): boolean {
  const waits: (typeof waitsForYes)[Purpose] | undefined = waitsForYes[purpose]
  return waits === 'by-basis' ? basis === 'consent' : waits !== 'never'
}

/** The lawful ground. `none` is for what concerns no person. */
export const bases = {
  consent: 'consent',
  contract: 'needed for what the person asked for',
  'legal-duty': 'required by law',
  'security-interest': 'legitimate interest in security',
  none: 'concerns no person',
} as const
export type Basis = keyof typeof bases

/** Whose value it is. */
export const subjects = {
  member: 'the member',
  visitor: 'a visitor',
  staff: 'the member of staff',
  'vendor-contact': 'whom we speak to at a company',
  inquirer: 'whoever asked us',
  organisation: 'the publisher, advertiser or network',
  'organisation-contact': 'whom we speak to at a publisher, advertiser or network',
  none: 'nobody',
} as const
export type Subject = keyof typeof subjects

/** Who may see it. `chosen` means the owner decides for each item. */
export const audiences = {
  nobody: 'nobody; only the machine',
  subject: 'the person alone',
  'staff.support': 'the person, and support with a reason',
  'staff.security': 'the person, and security with a reason',
  'staff.privacy': 'the person, and the privacy counsel with a reason',
  'staff.any': 'the person, and staff with a reason',
  organisation: 'the people of the organisation, by their role, and staff who serve it',
  'organisation.finance': 'who owns the organisation or sees to its money, and billing',
  staff: 'staff',
  chosen: 'whom the owner chooses',
  'chosen.staff': 'whom the owner chooses, and staff with a reason',
  public: 'everybody',
} as const
export type Audience = keyof typeof audiences

/** What erasing the person does to it. */
export const eraseActions = {
  'delete-row': 'the row is deleted',
  'shred-key': 'its key is destroyed, so that no copy can be read',
  'set-null': 'the value is emptied',
  'until-day': 'it stays, sealed, until the day that you are told, and then its key is destroyed',
  keep: 'it stays, because it says nothing about a person',
} as const
export type EraseAction = keyof typeof eraseActions

/** Whether the value can identify a person: by itself, joined with others, or not (promise G-23). */
export const identifications = {
  alone: 'by itself',
  combined: 'together with other data',
  no: 'no',
} as const
export type Identifies = keyof typeof identifications

/** The classes of what is put into a browser. There are no others (promise G-70). */
export const cookieClasses = {
  essential: 'needed for what you asked for',
  functional: 'only after you choose it',
  performance: 'only after you choose it',
} as const
export type CookieClass = keyof typeof cookieClasses

/** How long it is kept. Days are counted from the event named. */
export type Retention =
  | { readonly kind: 'while-account' }
  | { readonly kind: 'while-picture' }
  | { readonly kind: 'while-needed'; readonly until: string }
  | { readonly kind: 'for'; readonly days: number; readonly after: RetentionEvent }
  | { readonly kind: 'indefinite'; readonly why: string }

/** What the days of a retention are counted from. */
export const retentionEvents = {
  created: 'it was made',
  'last-used': 'its last use',
  closed: 'it was closed',
  expired: 'it expired',
} as const
export type RetentionEvent = keyof typeof retentionEvents

export const whileAccount: Retention = { kind: 'while-account' }
export const whilePicture: Retention = { kind: 'while-picture' }
export const forDays = (days: number, after: RetentionEvent): Retention => ({
  kind: 'for',
  days,
  after,
})
export const whileNeeded = (until: string): Retention => ({ kind: 'while-needed', until })
export const indefinitely = (why: string): Retention => ({ kind: 'indefinite', why })

/** A retention in plain words, as the data map and the policy print it. */
export function retentionInWords(retention: Retention): string {
  switch (retention.kind) {
    case 'while-account':
      return 'while the account exists'
    case 'while-picture':
      return 'while the picture exists'
    case 'while-needed':
      return `until ${retention.until}`
    case 'for': {
      const days = retention.days === 1 ? '1 day' : `${retention.days} days`
      return `${days} after ${retentionEvents[retention.after]}`
    }
    case 'indefinite':
      return `without limit: ${retention.why}`
  }
}
