import { redirect } from '@sveltejs/kit'
import { type Purpose, purposes } from '#declaration'
import { answering, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** What one is asked for anybody may read; a member sees their own answers. */
export const load: PageServerLoad = async ({ locals: { house, actor }, url }) => {
  const personId = actor.kind === 'member' ? actor.personId : null
  const all = await house.consent.consentsOf(house.ctx, personId)
  return {
    consents: all.map((one) => ({
      ...one,
      opens: house.consent.openedBy(house.stores, one.purpose),
      purpose: purposes[one.purpose as Purpose],
    })),
    done: url.searchParams.has('given')
      ? ('given' as const)
      : url.searchParams.has('taken-back')
        ? ('takenBack' as const)
        : null,
  }
}

export const actions: Actions = {
  give: async (event) => {
    const { house, actor } = event.locals
    const form = await event.request.formData()
    return answering(form, async () => {
      const { what = '', ...rest } = texts(form)
      await house.byConsent.give(actor, { what, ...versionOf(rest[`agree-${what}Wording`]) })
      redirect(303, '/privacy/consents?given')
    })
  },
  takeBack: async (event) => {
    const { house, actor } = event.locals
    const form = await event.request.formData()
    return answering(form, async () => {
      await house.byConsent.takeBack(actor, { what: texts(form)['what'] ?? '' })
      redirect(303, '/privacy/consents?taken-back')
    })
  },
}

const versionOf = (text: string | undefined): { version?: number } =>
  text === undefined ? {} : { version: Number(text) }
