import { error } from '@sveltejs/kit'
import { readLetter } from '#site/server/letter.server.ts'
import { requireOutboxReader } from '#site/server/outbox.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  requireOutboxReader(locals)
  const { mail, ctx } = locals.house
  const source = await mail.readOutboxMail(ctx.config.home, params.mail)
  if (!source) error(404, 'There is nothing at this address.')
  setHeaders({ 'cache-control': 'no-store' })
  return { letter: readLetter(source), source: source.toString('utf8') }
}
