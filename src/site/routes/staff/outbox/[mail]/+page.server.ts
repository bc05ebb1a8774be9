import { error } from '@sveltejs/kit'
import { readLetter } from '#site/server/letter.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  requireStaff({ locals }, 'admin', 'support')
  const { mail, ctx } = locals.house
  const source = await mail.readOutboxMail(ctx.config.home, params.mail)
  if (!source) error(404, 'There is nothing at this address.')
  setHeaders({ 'cache-control': 'no-store' })
  return { letter: readLetter(source), source: source.toString('utf8') }
}
