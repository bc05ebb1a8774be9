import type { Breaches } from '../breach.ts'

const fails = 'test/promises/holds.test.ts › is told exactly, why and until when'

/** What stays of somebody because the law says so. */
export const holdBreaches: Breaches = {
  'a hold keeps the whole row of what it names': {
    file: 'src/privacy/holds/hold.rules.ts',
    text: 'return columns.length === 0 ? [] : [{ ...store, columns: Object.fromEntries(columns) }]',
    becomes: 'return columns.length === 0 ? [] : [store]',
    fails,
  },
  'nobody is told of a hold': {
    file: 'src/privacy/holds/own-holds.ts',
    text: 'return (await readHolds(ctx, { subjectId: personId })).map(',
    becomes: 'return (await readHolds(ctx, { subjectId: personId })).slice(1).map(',
    fails,
  },
  'a hold is still there after its day': {
    file: 'src/privacy/holds/hold-row.ts',
    text: ".where((where) => where.or([where('ends_at', '<=', tx.clock.now()), where('lifted_at', 'is not', null)]))",
    becomes: ".where('lifted_at', 'is not', null)",
    fails,
  },
  'a lifted hold keeps what it named': {
    file: 'src/privacy/holds/lift-hold.ts',
    text: 'set({ lifted_at: at })',
    becomes: 'set({ lifted_at: null })',
    fails: 'test/promises/holds.test.ts › is lifted when it is no longer needed',
  },
}
