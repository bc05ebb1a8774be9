import type { DataHolder } from '#declaration'
import { collectBlob, collectBlobs, sweepOrphans } from '#platform/blobs'
import type { Ctx, TxCtx } from '#platform/context'
import { type Handler, type Schedule, handle } from '#platform/jobs'
import { expireOutbox } from '#platform/mail'
import { alertHandlers } from '#accounts/alerts'
import { apiKeysHolder } from '#accounts/api-keys'
import { authenticatorHandlers, authenticatorHolder } from '#accounts/authenticators'
import { memberHolder } from '#accounts/members'
import { passkeyHandlers, passkeyHolder } from '#accounts/passkeys'
import { ownAddressHandlers, ownAddressHolder } from '#accounts/own-addresses'
import { ownNameHandlers } from '#accounts/own-name'
import { peopleHandlers } from '#accounts/people'
import { preferencesHolder } from '#accounts/preferences'
import { repeatsHolder } from '#accounts/repeats'
import { rolesHolder } from '#accounts/roles'
import { sessionHolder } from '#accounts/sessions'
import { signInHandlers } from '#accounts/sign-in'
import { imageHandlers, imageHolder, imageSchedules } from '#library/images'

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
  ...imageHandlers,
]

/**
 * Every room that holds something of a person, those that point at others first.
 */
export const dataHolders: readonly DataHolder<Ctx, TxCtx>[] = [
  imageHolder,
  sessionHolder,
  authenticatorHolder,
  apiKeysHolder,
  passkeyHolder,
  rolesHolder,
  preferencesHolder,
  repeatsHolder,
  ownAddressHolder,
  memberHolder,
]

/** Comes round where the worker starts, since it needs the key file. In UTC. */
export const turnMasterKeysAt = { name: 'platform.turn-master-keys', pattern: '5 4 * * *' } as const

/** What comes round by itself, in UTC. */
export const schedules: readonly Schedule[] = [
  ...imageSchedules,
  {
    name: 'app.expire',
    pattern: '17 * * * *',
    run: async (ctx) => {
      for (const holder of dataHolders) await holder.retain(ctx)
      await expireOutbox(ctx.config.home, ctx.clock.now())
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
