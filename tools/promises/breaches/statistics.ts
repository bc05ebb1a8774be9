import type { Breaches } from '../breach.ts'

/** Statistics: what is counted, who can read what, and what is shown. */
export const statisticsBreaches: Breaches = {
  'figures of one visit are shown': {
    file: 'src/privacy/statistics/floor.rules.ts',
    text: 'export const floor = 10',
    becomes: 'export const floor = 1',
    fails: 'test/promises/statistics.test.ts › show no figure below ten',
  },
  'hours leave out one figure, which the sum of the day tells': {
    file: 'src/privacy/statistics/floor.rules.ts',
    text: 'while (hidden.size > 0 && sumHidden() < floor) {',
    becomes: 'while (hidden.size < 0 && sumHidden() < floor) {',
    fails: 'test/promises/statistics.test.ts › show no figure below ten',
  },
  'the address that was asked for is counted, not the kind of page': {
    file: 'src/platform/http/server.ts',
    text: 'onAnswered({ route, method,',
    becomes: 'onAnswered({ route: request.url, method,',
    fails: 'test/promises/statistics.test.ts › count what was used',
  },
  'each visit is counted under its own number': {
    file: 'src/platform/http/server.ts',
    text: 'onAnswered({ route, method,',
    becomes: 'onAnswered({ route: `${route}#${request.id}`, method,',
    fails: 'test/promises/statistics.test.ts › no copy of the database can tell',
  },
  'statistics may read whatever there is': {
    file: 'src/declaration/grants.rules.ts',
    text: 'ground.purposes.some((purpose) => purposes.includes(purpose)) &&',
    becomes: 'true ||',
    fails: 'test/promises/statistics.test.ts › cannot be joined with an account',
  },
  'a reading for another purpose is refused and not noted': {
    file: 'src/platform/vault/vault.ts',
    text: 'if (!purposes.includes(purpose)) {\n        await onRefused?.({ ...place, purpose })',
    becomes: 'if (!purposes.includes(purpose)) {',
    fails: 'test/promises/purposes.test.ts › reading it for anything else is refused and noted',
  },
  'the note of a refused reading is undone with the rest': {
    file: 'src/app/open-house.ts',
    text: 'await inTransaction(ctx, (tx) => appendAudit(tx, entry)).catch(',
    becomes:
      "await inTransaction(ctx, async (tx) => {\n      await appendAudit(tx, entry)\n      throw new Error('undone')\n    }).catch(",
    fails: 'test/promises/purposes.test.ts › reading it for anything else is refused and noted',
  },
  'what the database denied to statistics is not noted': {
    file: 'src/platform/db/readers.ts',
    text: 'onDenied?.(reader, withoutValues(event.query.sql))',
    becomes: 'return',
    fails: 'test/promises/purposes.test.ts › statistics that ask for sign-ins are denied',
  },
  'network addresses are counted with the page': {
    file: 'src/platform/http/server.ts',
    text: 'onAnswered({ route, method,',
    becomes: 'onAnswered({ route: `${route}@${request.ip}`, method,',
    fails: 'test/promises/statistics.test.ts › know no network address',
  },
  'statistics are read with the rights of the owner': {
    file: 'src/platform/db/roles.ts',
    text: 'return { ...connection, user: role, password: passwordOf(role, secret) }',
    becomes: 'return { ...connection, password: passwordOf(role, secret) && connection.password }',
    also: [
      {
        file: 'src/app/open-database.ts',
        text: 'if (roles.there) await requireRole(database, roles.names.house)',
        becomes: '',
      },
    ],
    fails: 'test/promises/statistics.test.ts › are read by a role that cannot reach',
  },
}
