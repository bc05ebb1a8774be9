import { redirect } from '@sveltejs/kit'
import { given, orNothing } from '#site/server/console.server.ts'
import { answering, parse } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { agreements, ctx } = locals.house
  requireStaff({ locals }, ...agreements.agreementRoles)
  return orNothing(async () => {
    const { text: _, ...agreement } = await agreements.readAgreement(ctx, locals.actor, params.agreement)
    return {
      agreement,
      organisation: await agreements.whoseAgreement(ctx, locals.actor, params.agreement),
      done: (['countersigned', 'ended'] as const).find((word) => url.searchParams.has(word)) ?? null,
    }
  })
}

export const actions: Actions = {
  sign: async ({ locals, params, request }) => {
    const { agreements, ctx } = locals.house
    requireStaff({ locals }, ...agreements.agreementRoles)
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(agreements.SignAgreementInput, { ...given(form), agreement: params.agreement })
      await agreements.countersign(ctx, locals.actor, input)
      redirect(303, `/staff/agreements/${params.agreement}?countersigned`)
    })
  },
  end: async ({ locals, params, request }) => {
    const { agreements, ctx } = locals.house
    requireStaff({ locals }, ...agreements.agreementRoles)
    const form = await request.formData()
    return answering(form, async () => {
      const input = { ...given(form), agreement: params.agreement, side: 'us' }
      await agreements.endAgreement(ctx, locals.actor, parse(agreements.EndAgreementInput, input))
      redirect(303, `/staff/agreements/${params.agreement}?ended`)
    })
  },
  notice: async ({ locals, params, request }) => {
    const { agreements, ctx } = locals.house
    requireStaff({ locals }, ...agreements.agreementRoles)
    const form = await request.formData()
    return answering(form, async () => {
      const input = { ...given(form), agreement: params.agreement, side: 'us' }
      await agreements.giveNotice(ctx, locals.actor, parse(agreements.GiveNoticeInput, input))
      redirect(303, `/staff/agreements/${params.agreement}`)
    })
  },
}
