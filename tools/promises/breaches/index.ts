import type { Breaches } from '../breach.ts'
import { aboardBreaches } from './aboard.ts'
import { accountBreaches } from './accounts.ts'
import { agreementBreaches } from './agreements.ts'
import { auditBreaches } from './audit.ts'
import { consentBreaches } from './consent.ts'
import { erasureBreaches } from './erasure.ts'
import { holdBreaches } from './holds.ts'
import { inquiryBreaches } from './inquiries.ts'
import { orderBreaches } from './orders.ts'
import { organisationBreaches } from './organisations.ts'
import { pictureBreaches } from './pictures.ts'
import { publisherBreaches } from './publishers.ts'
import { cookieBreaches } from './cookies.ts'
import { formBreaches } from './forms.ts'
import { protectionBreaches } from './protection.ts'
import { statisticsBreaches } from './statistics.ts'
import { rightsBreaches } from './rights.ts'
import { toldBreaches } from './told.ts'
import { breachDeskBreaches } from './breach-desk.ts'
import { sameForAllBreaches } from './same-for-all.ts'
import { vendorBreaches } from './vendors.ts'
import { visitorBreaches } from './visitors.ts'
import { transportBreaches } from './transport.ts'

/** Every breach that the register names. */
export const breaches: Breaches = {
  ...aboardBreaches,
  ...accountBreaches,
  ...agreementBreaches,
  ...auditBreaches,
  ...consentBreaches,
  ...cookieBreaches,
  ...erasureBreaches,
  ...formBreaches,
  ...holdBreaches,
  ...inquiryBreaches,
  ...orderBreaches,
  ...organisationBreaches,
  ...pictureBreaches,
  ...protectionBreaches,
  ...publisherBreaches,
  ...statisticsBreaches,
  ...rightsBreaches,
  ...toldBreaches,
  ...transportBreaches,
  ...breachDeskBreaches,
  ...sameForAllBreaches,
  ...vendorBreaches,
  ...visitorBreaches,
}
