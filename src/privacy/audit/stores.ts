import { type Store, databasePart, indefinitely, table } from '#declaration'

const owner = 'privacy/audit'

/** The whole chain is kept, since it can lose no entry; the words in it end with the key of their person. */
const ground = {
  owner,
  subject: 'member',
  purposes: ['account.secure', 'law.prove'],
  basis: 'legal-duty',
  audience: 'nobody',
  retention: indefinitely(
    'a chain that shows every change cannot lose an entry; what it says about you cannot be read or linked to you once your account is erased',
  ),
  erase: 'shred-key',
} as const

const ofNobody = { ...ground, subject: 'none', basis: 'none', erase: 'keep' } as const

const chain = {
  category: 'system.operations',
  identifies: 'no',
  subject: 'none',
  basis: 'none',
  erase: 'keep',
} as const

export const auditStores: readonly Store[] = [
  table({
    ...ground,
    name: 'privacy_audit_entries',
    label: 'Who looked at your data',
    rows: 'added',
    path: { mark: 'subject_mark' },
    columns: {
      seq: { ...chain, label: 'Number of the entry', why: 'So that a missing entry is seen.' },
      at: {
        ...chain,
        category: 'user.behaviour',
        label: 'When it was done',
        why: 'To tell you when somebody looked.',
        audience: 'subject',
      },
      kind: { ...chain, label: 'What was done', why: 'To tell you what somebody did.', audience: 'subject' },
      actor_mark: {
        category: 'user.account.id',
        identifies: 'combined',
        subject: 'staff',
        label: 'A number drawn from the key of whoever acted',
        why: 'To find what one member of staff did, without their name in the log.',
      },
      subject_mark: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'A number drawn from your key',
        why: 'To find what concerns you, and nobody once your key is destroyed.',
      },
      detail: {
        category: 'user.behaviour',
        identifies: 'combined',
        label: 'Who acted, in which role, and on which groups of data',
        why: 'To tell you who looked, and at what.',
        audience: 'subject',
        sealed: true,
      },
      reason: {
        category: 'user.behaviour',
        identifies: 'combined',
        label: 'The reason that was given',
        why: 'To tell you why.',
        audience: 'subject',
        sealed: true,
      },
      previous: {
        ...chain,
        label: 'The hash of the entry before',
        why: 'It links the entries, so that none can be moved.',
      },
      hash: { ...chain, label: 'The hash of this entry', why: 'So that a change of a single byte is seen.' },
    },
  }),
  table({
    ...ofNobody,
    name: 'privacy_audit_head',
    label: 'Where the log of acts ends',
    path: 'nobody',
    columns: {
      only_one: { ...chain, label: 'That there is one such row', why: 'A chain has one end.' },
      seq: { ...chain, label: 'Number of the last entry', why: 'So that entries cut off at the end are missed.' },
      hash: { ...chain, label: 'Hash of the last entry', why: 'So that the last entry cannot be replaced.' },
      signature: {
        ...chain,
        label: 'A signature over both',
        why: 'Only the program, which has the key, can move the end.',
      },
    },
  }),
  databasePart({
    ...ofNobody,
    part: 'function',
    name: 'privacy_audit_refuse',
    category: 'system.operations',
    identifies: 'no',
    label: 'Refuses a change of the log of acts',
    why: 'Nobody changes or removes an entry by mistake. It stores nothing.',
  }),
  ...[
    'privacy_audit_entries.privacy_audit_append_only',
    'privacy_audit_entries.privacy_audit_not_emptied',
    'privacy_audit_head.privacy_audit_head_stays',
    'privacy_audit_head.privacy_audit_head_forward',
    'privacy_audit_head.privacy_audit_head_not_emptied',
  ].map((name) =>
    databasePart({
      ...ofNobody,
      part: 'trigger',
      name,
      category: 'system.operations',
      identifies: 'no',
      label: 'Lets the log of acts grow, and nothing else',
      why: 'An entry stays as it was written. It copies nothing.',
    }),
  ),
]
