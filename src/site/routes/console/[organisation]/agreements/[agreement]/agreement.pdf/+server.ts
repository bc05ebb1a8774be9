import { organisationAt, orNothing } from '#site/server/console.server.ts'
import { asPdf } from '#site/server/pdf.server.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const { agreements, ctx } = event.locals.house
  const id = await organisationAt(event)
  const { agreement } = event.params
  return orNothing(async () => {
    await agreements.requireAgreementOf(ctx, event.locals.actor, id, agreement)
    return asPdf(await agreements.agreementPdf(ctx, event.locals.actor, agreement), agreement)
  })
}
