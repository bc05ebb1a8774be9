import { redirect } from '@sveltejs/kit'
import { organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { creatives, ctx } = event.locals.house
  const id = await organisationAt(event)
  const { order, line } = event.params
  return {
    named: await orNothing(() => creatives.creativesOfLine(ctx, event.locals.actor, id, order, line)),
    isSaved: event.url.searchParams.has('saved'),
  }
}

export const actions: Actions = {
  default: async (event) => {
    const { creatives, ctx } = event.locals.house
    const form = await event.request.formData()
    return answering(form, async () => {
      const { organisation, order, line } = event.params
      const chosen = form.getAll('creatives').filter((one) => typeof one === 'string')
      const input = parse(creatives.NameCreativesInput, { order, line, creatives: chosen })
      await creatives.nameCreatives(ctx, event.locals.actor, await organisationNamed(event), input)
      redirect(303, `/console/${organisation}/orders/${order}/lines/${line}/creatives?saved`)
    })
  },
}
