import type { DataHolder } from '#declaration'
import { blobHolder, collectBlob, collectBlobs, sweepOrphans } from '#platform/blobs'
import type { Ctx, TxCtx } from '#platform/context'
import { type Handler, type Schedule, handle } from '#platform/jobs'
import { expireOutbox } from '#platform/mail'
import { agreementHandlers, agreementHolder, agreementSchedules } from '#ads/agreements'
import { alertHandlers } from '#accounts/alerts'
import { apiKeyHolder } from '#accounts/api-keys'
import { authenticatorHandlers } from '#accounts/authenticators'
import { invitationHandlers, invitationHolder } from '#accounts/invitations'
import { memberHolder } from '#accounts/members'
import { contactHandlers, contactHolder } from '#accounts/organisation-contacts'
import { organisationHandlers, organisationHolder } from '#accounts/organisations'
import { welcomeHandlers, welcomeHolder } from '#accounts/welcomes'
import { passkeyHandlers } from '#accounts/passkeys'
import { ownAddressHandlers } from '#accounts/own-addresses'
import { ownNameHandlers } from '#accounts/own-name'
import { peopleHandlers } from '#accounts/people'
import { sessionHolder } from '#accounts/sessions'
import { signInHandlers } from '#accounts/sign-in'
import { onBehalfHandlers } from '#privacy/on-behalf'
import { imageHandlers, imageHolder, imageSchedules } from '#library/images'
import { breachSchedules, noticeHandlers, reminderHandlers } from '#privacy/breaches'
import { exportHandlers, exportHolder } from '#privacy/export'
import { erasureHandlers, erasureSchedules, expireNotes } from '#privacy/erasure'
import { holdHandlers, holdHolder } from '#privacy/holds'
import { idleHandlers, idleSchedules } from '#privacy/idle'
import { formHandlers } from '#support/forms'
import { inboxHandlers, inboxHolder } from '#support/inbox'
import { expire } from '#privacy/retention'
import { closingParts } from './closing.ts'
import { publisherTroubleHandlers, publisherTroubleSchedules } from '#ads/publisher-troubles'
import { creativeHandlers, creativeHolder, creativeSchedules } from '#ads/creatives'
import { orderHandlers, orderHolder, orderSchedules } from '#ads/orders'
import { siteHandlers, siteSchedules } from '#ads/sites'
import { exportSources } from './export-sources.ts'
import { allStores } from './stores.ts'

/** Rooms that do more than their declaration says when a person goes, or when something is past its time. */
export const dataHolders: readonly DataHolder<Ctx, TxCtx>[] = [
  memberHolder,
  sessionHolder,
  apiKeyHolder,
  invitationHolder,
  welcomeHolder,
  contactHolder,
  organisationHolder(closingParts),
  imageHolder,
  exportHolder,
  holdHolder(allStores),
  agreementHolder,
  orderHolder,
  creativeHolder,
  inboxHolder,
  blobHolder,
]

/** Everything that is done later, by kind. */
export const handlers: readonly Handler[] = [
  handle(collectBlob, collectBlobs),
  ...peopleHandlers,
  ...signInHandlers,
  ...authenticatorHandlers,
  ...passkeyHandlers,
  ...ownAddressHandlers,
  ...ownNameHandlers,
  ...alertHandlers,
  ...invitationHandlers,
  ...welcomeHandlers,
  ...contactHandlers,
  ...organisationHandlers(closingParts),
  ...imageHandlers,
  ...exportHandlers(exportSources),
  ...erasureHandlers({ stores: allStores, holders: dataHolders }),
  ...onBehalfHandlers,
  ...idleHandlers,
  ...noticeHandlers(allStores),
  ...reminderHandlers,
  ...holdHandlers(allStores),
  ...agreementHandlers(closingParts),
  ...siteHandlers,
  ...publisherTroubleHandlers,
  ...orderHandlers,
  ...creativeHandlers,
  ...inboxHandlers,
  ...formHandlers,
]

/** Comes round where the worker starts, since it needs the key file. In UTC. */
export const turnMasterKeysAt = { name: 'platform.turn-master-keys', pattern: '5 4 * * *' } as const

/** What comes round by itself, in UTC. */
export const schedules: readonly Schedule[] = [
  ...imageSchedules,
  ...erasureSchedules,
  ...idleSchedules({ stores: allStores, holders: dataHolders }),
  ...breachSchedules,
  ...agreementSchedules,
  ...siteSchedules,
  ...publisherTroubleSchedules,
  ...creativeSchedules,
  ...orderSchedules,
  {
    name: 'app.expire',
    pattern: '*/15 * * * *',
    run: async (ctx) => {
      await expire(ctx, allStores, dataHolders)
      await expireOutbox(ctx.config.home, ctx.clock.now())
      await expireNotes(ctx.config.home, ctx.clock.now())
    },
  },
  {
    name: 'platform.sweep-orphans',
    pattern: '41 3 * * *',
    run: async (ctx) => {
      const count = await sweepOrphans(ctx)
      if (count > 0) ctx.log.info('files without a row were removed', { count })
    },
  },
]
