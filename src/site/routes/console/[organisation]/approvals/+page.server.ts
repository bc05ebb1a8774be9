import { redirect } from '@sveltejs/kit'
import { organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { creatives, ctx } = event.locals.house
  const id = await organisationAt(event)
  return {
    offered: await orNothing(() => creatives.offeredCreatives(ctx, event.locals.actor, id)),
    isSaved: event.url.searchParams.has('saved'),
  }
}

export const actions: Actions = {
  ask: async (event) => {
    const { publishers, ctx } = event.locals.house
    const form = await event.request.formData()
    return answering(form, async () => {
      const { ask } = texts(form)
      const input = parse(publishers.AskCreativesInput, ask === undefined ? {} : { ask })
      await publishers.askCreatives(ctx, event.locals.actor, await organisationNamed(event), input)
      redirect(303, `/console/${event.params.organisation}/approvals?saved`)
    })
  },
  decide: async (event) => {
    const { creatives, ctx } = event.locals.house
    const form = await event.request.formData()
    return answering(form, async () => {
      const { creative, version, allow } = texts(form)
      const input = parse(creatives.AllowCreativeInput, { creative, version, allow })
      await creatives.allowCreative(ctx, event.locals.actor, await organisationNamed(event), input)
      redirect(303, `/console/${event.params.organisation}/approvals?saved`)
    })
  },
}
