import type { Id } from '#platform/ids'

/** What is written down. Only what something writes is on this list. */
export const auditKinds = {
  'staff-read': 'A member of staff opened a record',
  'staff-asked-proof': 'Support asked a person for a code that proves who they are',
  'staff-edit': 'Support changed something that a person asked to have changed',
  'staff-edit-refused': 'Support tried to change something without a right code of the person',
  'vendor-changed': 'Staff entered, changed, activated or ended a company that gets data',
  'breach-step': 'Staff took a step at the breach desk',
  'hold-placed': 'Staff decided that values of a person stay for a time, because the law makes us keep them',
  'hold-lifted': 'Staff ended such a hold before its day',
  'hold-read': 'Staff read what a hold keeps of somebody who is gone',
  'purpose-refused': 'The program asked for a sealed value for a purpose that its declaration does not name',
  'reader-denied': 'A part of the program asked the database for what it may not see',
  'letter-not-agreed': 'A letter was stopped, because its reader had not agreed to it',
  'export-made': 'A member had a copy made of everything held on them',
  'export-fetched': 'A copy of everything held on a member was taken',
  'erasure-asked': 'The erasure of a member was asked for',
  'erasure-undone': 'A member who was about to be erased stays',
  'erasure-done': 'Somebody was erased',
  'agreement-step': 'An agreement with a company was offered, signed, countersigned or ended',
  'order-step': 'An insertion order of an advertiser was placed, changed, decided on, signed or ended',
  'creative-step': 'A creative of an advertiser was made, changed, decided on or deleted',
  'publisher-trouble': 'Staff reported or solved a trouble of a publisher',
  'part-erased': 'A member had a part of what is held on them deleted',
  'consent-given': 'A member agreed to something',
  'consent-withdrawn': 'A member does not agree to something any more',
  'roles-changed': 'Somebody was given roles of staff, or they were taken from them',
  'keys-turned': 'The house made a new master key',
  'keys-destroyed': 'The house destroyed master keys that were past their life',
  'backup-made': 'The operator made a backup',
  'backup-restored': 'The operator brought a backup back',
} as const
export type AuditKind = keyof typeof auditKinds

/** Something that was done. */
export interface AuditEntry {
  readonly kind: AuditKind
  /** Who did it; null where the house itself did. */
  readonly by: Id<'person'> | null
  /**
   * Whom it concerns, a person or an organisation; of somebody who is gone, the hold that keeps something of them; null
   * where it concerns nobody.
   */
  readonly about: Id<'person'> | Id<'organisation'> | Id<'hold'> | null
  /** What else there is to know. Sealed. */
  readonly detail: Readonly<Record<string, unknown>>
  /** In the words of who acted. Sealed. */
  readonly reason?: string
}

/** The house itself, where a key of a person is needed and there is none: no person has this number. */
export const houseSubject = '00000000-0000-0000-0000-000000000000'

/** What marks stand for. Marks for different uses cannot be joined. */
export const markUse = { actor: 'privacy.audit.actor', subject: 'privacy.audit.subject' } as const
