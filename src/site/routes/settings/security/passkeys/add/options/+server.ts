import { answeringJson } from '#site/server/passkey.server.ts'
import type { RequestHandler } from './$types'

/** What a browser needs to make a passkey for whoever is signed in. */
export const POST: RequestHandler = (event) =>
  answeringJson(event, () => {
    const { ctx, passkeys } = event.locals.house
    return passkeys.passkeyRegistration(ctx, event.locals.actor)
  })
