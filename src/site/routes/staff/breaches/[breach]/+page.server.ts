import { redirect } from '@sveltejs/kit'
import { categories, tablesOfSubjects } from '#declaration'
import { joined } from '#site/server/form-lists.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { Actions, PageServerLoad } from './$types'

const news = ['saved', 'stepped', 'told', 'published'] as const

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const { breaches, ctx, stores } = locals.house
  requireStaff({ locals }, ...breaches.breachRoles)
  setHeaders({ 'cache-control': 'no-store' })
  return {
    ...(await breaches.getBreach(ctx, locals.actor, params.breach)),
    categories: Object.entries(categories),
    tables: tablesOfSubjects(stores).map(({ name, label }): [string, string] => [name, label]),
    news: news.find((name) => url.searchParams.has(name)) ?? null,
  }
}

export const actions: Actions = {
  save: async ({ locals, params, request }) => {
    const { breaches, ctx } = locals.house
    requireStaff({ locals }, ...breaches.breachRoles)
    const form = joined(await request.formData(), 'categories')
    return answering(form, async () => {
      const { version, ...fields } = texts(form)
      const input = parse(breaches.BreachInput, fields)
      await breaches.editBreach(ctx, locals.actor, { id: params.breach, version: Number(version) }, input)
      redirect(303, `/staff/breaches/${params.breach}?saved`)
    })
  },
  step: async ({ locals, params, request }) => {
    const { breaches, ctx } = locals.house
    requireStaff({ locals }, ...breaches.breachRoles)
    const form = await request.formData()
    return answering(form, async () => {
      await breaches.takeStep(ctx, locals.actor, parse(breaches.TakeStepInput, { ...texts(form), id: params.breach }))
      redirect(303, `/staff/breaches/${params.breach}?stepped`)
    })
  },
  tell: async ({ locals, params, request }) => {
    const { breaches, ctx, stores } = locals.house
    requireStaff({ locals }, ...breaches.breachRoles)
    const form = joined(await request.formData(), 'stores')
    return answering(form, async () => {
      const input = parse(breaches.TellPeopleInput, { ...texts(form), id: params.breach })
      await breaches.tellPeople(ctx, stores, locals.actor, input)
      redirect(303, `/staff/breaches/${params.breach}?told`)
    })
  },
  publish: async ({ locals, params, request }) => {
    const { breaches, ctx } = locals.house
    requireStaff({ locals }, ...breaches.breachRoles)
    const form = await request.formData()
    return answering(form, async () => {
      const { title, body, version } = texts(form)
      const input = parse(breaches.PublishIncidentInput, { id: params.breach, title, body, version })
      await breaches.publishIncident(ctx, locals.actor, input)
      redirect(303, `/staff/breaches/${params.breach}?published`)
    })
  },
}
