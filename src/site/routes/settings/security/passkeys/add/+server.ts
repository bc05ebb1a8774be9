import { answeringJson } from '#site/server/passkey.server.ts'
import { parse } from '#site/server/refusals.server.ts'
import type { RequestHandler } from './$types'

/** Adds the passkey that a browser has made. */
export const POST: RequestHandler = (event) =>
  answeringJson(event, (given) => {
    const { ctx, passkeys } = event.locals.house
    return passkeys.addPasskey(ctx, event.locals.actor, parse(passkeys.AddPasskeyInput, given))
  })
