import { type ActionFailure, redirect } from '@sveltejs/kit'
import { orNothing } from '#site/server/console.server.ts'
import { drawnOn, previewFile } from '#site/server/creative.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { FormRefusal } from '#site/ui/form-refusal.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { creatives, ctx } = locals.house
  requireStaff({ locals }, ...creatives.creativeRoles)
  const creative = await orNothing(() => creatives.getCreativeToReview(ctx, locals.actor, params.creative))
  return {
    creative,
    file: previewFile(creative),
    drawnOn: await drawnOn(locals),
    isDone: url.searchParams.has('done'),
  }
}

/** Decides, and leads to the one that waits longest, or to the list where nothing waits. */
const deciding =
  (decide: (event: RequestEvent, form: FormData) => Promise<void>) =>
  async (event: RequestEvent): Promise<ActionFailure<FormRefusal>> => {
    const { creatives, ctx } = event.locals.house
    requireStaff(event, ...creatives.creativeRoles)
    const form = await event.request.formData()
    return answering(form, async () => {
      await decide(event, form)
      const [next] = await creatives.listCreativesToReview(ctx, event.locals.actor)
      redirect(303, next ? `/staff/creatives/${next.id}?done` : '/staff/creatives?done')
    })
  }

export const actions: Actions = {
  approve: deciding(async ({ locals: { house, actor }, params }, form) => {
    const { revision } = texts(form)
    const input = parse(house.creatives.ApproveCreativeInput, { creative: params.creative, revision })
    await house.creatives.approveCreative(house.ctx, actor, input)
  }),
  decline: deciding(async ({ locals: { house, actor }, params }, form) => {
    const { revision, because } = texts(form)
    const input = parse(house.creatives.DeclineCreativeInput, { creative: params.creative, revision, because })
    await house.creatives.declineCreative(house.ctx, actor, input)
  }),
}
