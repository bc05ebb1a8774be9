import type { Difference, PrivacyPromise } from './promise.ts'
import { accountPromises } from './register/accounts.ts'
import { browserPromises } from './register/browser.ts'
import { differences as all } from './register/differences.ts'
import { networkContactPromises } from './register/network-contact.ts'
import { networkPromises } from './register/network.ts'
import { rightsPromises } from './register/rights.ts'
import { safetyPromises } from './register/safety.ts'
import { sharingPromises } from './register/sharing.ts'
import { visitPromises } from './register/visits.ts'

/** Every promise of both statements, in the order of their numbers. */
export const promises: readonly PrivacyPromise[] = Object.freeze([
  ...visitPromises,
  ...accountPromises,
  ...sharingPromises,
  ...browserPromises,
  ...safetyPromises,
  ...rightsPromises,
  ...networkPromises,
  ...networkContactPromises,
])

/** Every difference of the two statements, in the order of their numbers. */
export const differences: readonly Difference[] = Object.freeze(all)
