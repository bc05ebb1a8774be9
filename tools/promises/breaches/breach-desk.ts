import type { Breaches } from '../breach.ts'

const fails = 'test/promises/breach.test.ts › clocks run, the desk is reminded'

/** What is done when something went wrong with data of people. */
export const breachDeskBreaches: Breaches = {}
