import type { Breaches } from '../breach.ts'

const test = 'test/promises/vendors.test.ts ›'
const rules = 'src/privacy/vendors/vendor.rules.ts'

/** What leaves the house, and who gets it. */
export const vendorBreaches: Breaches = {}
