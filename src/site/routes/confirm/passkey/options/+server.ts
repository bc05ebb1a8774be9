import { answeringJson } from '#site/server/passkey.server.ts'
import type { RequestHandler } from './$types'

/** What a browser needs to use a passkey of whoever is signed in. */
export const POST: RequestHandler = (event) =>
  answeringJson(event, () => {
    const { ctx, people, passkeys } = event.locals.house
    return passkeys.passkeyRequest(ctx, people.requireMember(event.locals.actor).personId)
  })
