import { redirect } from '@sveltejs/kit'
import { memberOf } from '#site/server/members-only.server.ts'
import { answering, parse, parseOrNotFound, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { house } = event.locals
  const member = memberOf(event)
  const part = parseOrNotFound(house.erasure.PartInput, partIn(event.url.searchParams))
  const { hasPassword } = await house.signIn.secondFactorsOf(house.ctx, member.personId)
  return { part, hasPassword, ...(await house.erasure.whatPartWouldGo(member, part)) }
}

/** What an address names; whatever else stands in it names nothing. */
const partIn = (params: URLSearchParams): Record<string, string> =>
  Object.fromEntries(
    ['of', 'row', 'column'].flatMap((name) => (params.has(name) ? [[name, params.get(name) ?? '']] : [])),
  )

export const actions: Actions = {
  default: async (event) => {
    const { house, actor } = event.locals
    const form = await event.request.formData()
    return answering(form, async () => {
      const erased = await house.erasure.erasePart(actor, parse(house.erasure.ErasePartInput, texts(form)))
      const count = erased.reduce((sum, { rows }) => sum + rows, 0)
      redirect(303, `/privacy/my-data?deleted=${count}`)
    })
  },
}
