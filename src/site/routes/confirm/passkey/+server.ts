import { localPath } from '#site/server/local-path.server.ts'
import { answeringJson } from '#site/server/passkey.server.ts'
import { parse } from '#site/server/refusals.server.ts'
import { comesFrom, keepSession } from '#site/server/session.server.ts'
import type { RequestHandler } from './$types'

/** Proves again who is signed in, by what a browser answered for a passkey. */
export const POST: RequestHandler = (event) =>
  answeringJson(event, async ({ to, ...given }) => {
    const { house, actor } = event.locals
    const input = parse(house.passkeys.ProvePasskeyInput, given)
    await keepSession(event, await house.signIn.proveAgainWithPasskey(house.ctx, actor, input, comesFrom(event)))
    return { to: localPath(typeof to === 'string' ? to : null) }
  })
