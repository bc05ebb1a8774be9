import { invitationClosing } from '#accounts/invitations'
import { contactClosing } from '#accounts/organisation-contacts'
import { creativeClosing } from '#ads/creatives'
import { orderClosing } from '#ads/orders'
import type { ClosingPart } from '#accounts/organisations'
import { agreementClosing } from '#ads/agreements'
import { publisherClosing } from '#ads/publishers'
import { siteClosing } from '#ads/sites'

/** Rooms that end something when an organisation closes. */
export const closingParts: readonly ClosingPart[] = [
  invitationClosing,
  contactClosing,
  publisherClosing,
  siteClosing,
  orderClosing,
  creativeClosing,
  agreementClosing,
]
