import type { Breaches } from '../breach.ts'

const fails = 'test/promises/same-for-all.test.ts › every page and form answers the same from five regions'

/** Rights that hang on where somebody is. */
export const sameForAllBreaches: Breaches = {}
