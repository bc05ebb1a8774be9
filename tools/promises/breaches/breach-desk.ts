import type { Breaches } from '../breach.ts'

const fails = 'test/promises/breach.test.ts › clocks run, the desk is reminded'

/** What is done when something went wrong with data of people. */
export const breachDeskBreaches: Breaches = {
  'the clock runs a day longer than the law lets it': {
    file: 'src/privacy/breaches/breach.rules.ts',
    text: 'export const authorityHoursMax = 72',
    becomes: 'export const authorityHoursMax = 96',
    fails,
  },
  'a reminder comes again with every round': {
    file: 'src/privacy/breaches/remind-staff.ts',
    text: ".onConflict((conflict) => conflict.columns(['breach_id', 'stage']).doNothing())",
    becomes: ".onConflict((conflict) => conflict.columns(['breach_id', 'stage']).doUpdateSet({ stage }))",
    fails,
  },
  'people are written down as told, and are not': {
    file: 'src/privacy/breaches/tell-people.ts',
    text: 'await tx.enqueue(writeNotice, { breachId, personId }, { key: `${breachId}:${personId}` })',
    becomes: 'void personId',
    fails,
  },
  'the newest text takes the place of the one before': {
    file: 'src/privacy/breaches/publish-incident.ts',
    text: 'return now ? [{ id: showId(',
    becomes: 'before.length = 0\n      return now ? [{ id: showId(',
    fails,
  },
}
