import { redirect } from '@sveltejs/kit'
import { given, organisationAt, organisationNamed, orNothing } from '#site/server/console.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  const { agreements, ctx } = event.locals.house
  const { actor } = event.locals
  const id = await organisationAt(event)
  const { searchParams } = event.url
  const agreement = await orNothing(async () => {
    await agreements.requireAgreementOf(ctx, actor, id, event.params.agreement)
    const { text: _, ...shown } = await agreements.readAgreement(ctx, actor, event.params.agreement)
    return shown
  })
  return {
    agreement,
    done: (['asked', 'signed', 'noticed'] as const).find((word) => searchParams.has(word)) ?? null,
  }
}

/** Acts for the side of the organisation, on an agreement that is its own. */
async function acting(event: RequestEvent): Promise<void> {
  const { agreements, ctx } = event.locals.house
  const id = await organisationNamed(event)
  await agreements.requireAgreementOf(ctx, event.locals.actor, id, event.params.agreement)
}

const pageOf = ({ params }: RequestEvent): string => `/console/${params.organisation}/agreements/${params.agreement}`

export const actions: Actions = {
  sign: async (event) => {
    const { agreements, ctx } = event.locals.house
    const form = await event.request.formData()
    return answering(form, async () => {
      const input = parse(agreements.SignAgreementInput, { ...given(form), agreement: event.params.agreement })
      await acting(event)
      await agreements.signAgreement(ctx, event.locals.actor, input)
      redirect(303, `${pageOf(event)}?signed`)
    })
  },
  notice: async (event) => {
    const { agreements, ctx } = event.locals.house
    const form = await event.request.formData()
    return answering(form, async () => {
      const notice = { ...given(form), agreement: event.params.agreement, side: 'them' }
      const input = parse(agreements.GiveNoticeInput, notice)
      await acting(event)
      await agreements.giveNotice(ctx, event.locals.actor, input)
      redirect(303, `${pageOf(event)}?noticed`)
    })
  },
}
