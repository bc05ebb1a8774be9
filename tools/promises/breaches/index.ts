import type { Breaches } from '../breach.ts'
import { accountBreaches } from './accounts.ts'
import { toldBreaches } from './told.ts'

/** Every breach that the register names. */
export const breaches: Breaches = {
  ...accountBreaches,
  ...toldBreaches,
}
