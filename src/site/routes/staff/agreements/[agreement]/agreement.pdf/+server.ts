import { orNothing } from '#site/server/console.server.ts'
import { asPdf } from '#site/server/pdf.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async ({ locals, params }) => {
  const { agreements, ctx } = locals.house
  requireStaff({ locals }, ...agreements.agreementRoles)
  return orNothing(async () =>
    asPdf(await agreements.agreementPdf(ctx, locals.actor, params.agreement), params.agreement),
  )
}
