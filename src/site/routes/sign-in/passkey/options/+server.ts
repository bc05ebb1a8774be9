import { answeringJson } from '#site/server/passkey.server.ts'
import type { RequestHandler } from './$types'

/** What a browser needs to use a passkey; the same for everybody. */
export const POST: RequestHandler = (event) =>
  answeringJson(event, () => event.locals.house.passkeys.passkeyRequest(event.locals.house.ctx))
