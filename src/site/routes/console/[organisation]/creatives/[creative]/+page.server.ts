import { redirect } from '@sveltejs/kit'
import { organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { drawnOn, previewFile } from '#site/server/creative.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { creatives, ctx } = event.locals.house
  const id = await organisationAt(event)
  const creative = await orNothing(() => creatives.getCreative(ctx, event.locals.actor, id, event.params.creative))
  const { searchParams } = event.url
  return {
    creative,
    isAccepted: await creatives.areCreativesAccepted(ctx, event.locals.actor, id),
    file: previewFile(creative),
    drawnOn: await drawnOn(event.locals),
    isMade: searchParams.has('made'),
    refused: searchParams.get('refused'),
  }
}

export const actions: Actions = {
  change: async (event) => {
    const { creatives, ctx } = event.locals.house
    const form = await event.request.formData()
    return answering(form, async () => {
      const { version, headline, text, callToAction, alt, landingPage } = texts(form)
      const sent = { version, headline, text, callToAction, alt, landingPage }
      const input = parse(creatives.ChangeCreativeInput, sent)
      const id = await organisationNamed(event)
      await creatives.changeCreative(ctx, event.locals.actor, id, event.params.creative, null, input)
      redirect(303, `/console/${event.params.organisation}/creatives/${event.params.creative}`)
    })
  },
  delete: async (event) => {
    const { creatives, ctx } = event.locals.house
    const form = await event.request.formData()
    return answering(form, async () => {
      const id = await organisationNamed(event)
      const { stays } = await creatives.deleteCreative(ctx, event.locals.actor, id, event.params.creative)
      redirect(303, `/console/${event.params.organisation}/creatives?deleted=${stays ? 'stays' : 'gone'}`)
    })
  },
}
