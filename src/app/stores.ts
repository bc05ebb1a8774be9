import type { Store } from '#declaration'
import { blobStores } from '#platform/blobs'
import { migrationStores } from '#platform/db'
import { queueStores } from '#platform/jobs'
import { logStores } from '#platform/log'
import { mailStores } from '#platform/mail'
import { outsideStores } from '#platform/outside'
import { postgresStores } from '#platform/postgres'
import { storageStores } from '#platform/storage'
import { vaultStores } from '#platform/vault'
import { alertStores } from '#accounts/alerts'
import { apiKeysStores } from '#accounts/api-keys'
import { invitationStores } from '#accounts/invitations'
import { billingStores } from '#accounts/organisation-billing'
import { contactStores } from '#accounts/organisation-contacts'
import { organisationStores } from '#accounts/organisations'
import { welcomeStores } from '#accounts/welcomes'
import { passkeyStores } from '#accounts/passkeys'
import { ownAddressStores } from '#accounts/own-addresses'
import { ownNameStores } from '#accounts/own-name'
import { peopleStores } from '#accounts/people'
import { preferencesStores } from '#accounts/preferences'
import { repeatsStores } from '#accounts/repeats'
import { rolesStores } from '#accounts/roles'
import { signInStores } from '#accounts/sign-in'
import { exportStores } from '#privacy/export'
import { statisticsStores } from '#privacy/statistics'
import { imageStores } from '#library/images'
import { searchStores } from '#library/search'
import { variantStores } from '#library/variants'
import { agreementStores } from '#ads/agreements'
import { auditStores } from '#privacy/audit'
import { onBehalfStores } from '#privacy/on-behalf'
import { consentStores } from '#privacy/consent'
import { breachStores } from '#privacy/breaches'
import { vendorStores } from '#privacy/vendors'
import { answersStores } from '#support/answers'
import { formStores } from '#support/forms'
import { inboxStores } from '#support/inbox'
import { erasureStores } from '#privacy/erasure'
import { holdStores } from '#privacy/holds'
import { idleStores } from '#privacy/idle'
import { publisherTroubleStores } from '#ads/publisher-troubles'
import { publisherStores } from '#ads/publishers'
import { creativeStores } from '#ads/creatives'
import { orderStores } from '#ads/orders'
import { siteStores as adSiteStores } from '#ads/sites'
import { taxonomyStores } from '#ads/taxonomy'
import { houseStores } from './house-stores.ts'
import { siteStores } from './site-stores.ts'

/** Every store of data in the house. What is missing here stops the start. */
export const allStores: readonly Store[] = [
  ...migrationStores,
  ...queueStores,
  ...postgresStores,
  ...vaultStores,
  ...storageStores,
  ...blobStores,
  ...logStores,
  ...mailStores,
  ...outsideStores,
  ...rolesStores,
  ...apiKeysStores,
  ...passkeyStores,
  ...peopleStores,
  ...organisationStores,
  ...invitationStores,
  ...welcomeStores,
  ...contactStores,
  ...billingStores,
  ...preferencesStores,
  ...repeatsStores,
  ...signInStores,
  ...ownAddressStores,
  ...ownNameStores,
  ...alertStores,
  ...imageStores,
  ...variantStores,
  ...searchStores,
  ...auditStores,
  ...onBehalfStores,
  ...consentStores,
  ...exportStores,
  ...statisticsStores,
  ...vendorStores,
  ...erasureStores,
  ...idleStores,
  ...breachStores,
  ...holdStores,
  ...agreementStores,
  ...adSiteStores,
  ...taxonomyStores,
  ...publisherStores,
  ...publisherTroubleStores,
  ...orderStores,
  ...creativeStores,
  ...inboxStores,
  ...answersStores,
  ...formStores,
  ...siteStores,
  ...houseStores,
]
