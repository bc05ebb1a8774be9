import type { Breaches } from '../breach.ts'

/** What staff does with the data of somebody. */
export const auditBreaches: Breaches = {}
