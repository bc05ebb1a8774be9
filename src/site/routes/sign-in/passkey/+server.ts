import { localPath } from '#site/server/local-path.server.ts'
import { answeringJson } from '#site/server/passkey.server.ts'
import { parse } from '#site/server/refusals.server.ts'
import { comesFrom, keepSession } from '#site/server/session.server.ts'
import type { RequestHandler } from './$types'

/** Signs in by what a browser answered for a passkey. */
export const POST: RequestHandler = (event) =>
  answeringJson(event, async ({ to, ...given }) => {
    const { ctx, passkeys, signIn } = event.locals.house
    await keepSession(
      event,
      await signIn.signInWithPasskey(ctx, parse(passkeys.ProvePasskeyInput, given), comesFrom(event)),
    )
    // By way of the page that sees whether the cookie was kept.
    const next = localPath(typeof to === 'string' ? to : null)
    return { to: `/sign-in?${new URLSearchParams({ 'signed-in': '', to: next })}` }
  })
