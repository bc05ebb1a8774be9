import type { Breaches } from '../breach.ts'

/** What staff does with the data of somebody. */
export const auditBreaches: Breaches = {
  'a record is opened and its owner does not learn of it': {
    file: 'src/privacy/staff-access/open-record.ts',
    text: 'about: subjectId,',
    becomes: 'about: null,',
    fails: 'test/promises/audit.test.ts › a record is open only for a reason',
  },
  'a record is open to whoever writes a token of their own': {
    file: 'src/privacy/staff-access/viewing.ts',
    text: 'if (ctx.vault.signed(use, bound(actor, subjectId, body), signature)) {',
    becomes: "if (body !== '') {",
    fails: 'test/promises/audit.test.ts › a record is open only for a reason',
  },
  'every role sees all of a record': {
    file: 'src/privacy/staff-access/may-show.rules.ts',
    text: "'staff.support': ['support'],",
    becomes: "'staff.support': deskRoles,",
    fails: 'test/promises/audit.test.ts › a record is open only for a reason',
  },
  'support changes things without a code': {
    file: 'src/privacy/on-behalf/correct-for-member.ts',
    text: 'if (!(await spendCode(tx, personId, input.code))) {',
    becomes: 'if (!(await spendCode(tx, personId, input.code)) && input.code.length > 99) {',
    fails: 'test/promises/audit.test.ts › support changes something only with a code',
  },
  'what support changed is not in the log of acts': {
    file: 'src/privacy/on-behalf/correct-for-member.ts',
    text: "await appendAudit(tx, { kind: 'staff-edit', ...entry })",
    becomes: '',
    fails: 'test/promises/audit.test.ts › support changes something only with a code',
  },
}
