import { error } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals: { house }, url }) => {
  const number = url.searchParams.get('number') ?? ''
  // Nothing is looked up by it, and no page of ours shows what an address says.
  if (!house.inbox.isThreadNumber(number)) error(404, 'There is nothing at this address.')
  return { number, hasOutbox: house.ctx.config.smtpUrl === undefined }
}
