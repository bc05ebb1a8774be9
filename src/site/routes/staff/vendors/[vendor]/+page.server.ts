import { redirect } from '@sveltejs/kit'
import { joined } from '#site/server/form-lists.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import { vendorChoices } from '#site/server/vendor-form.server.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const news = ['saved', 'activated', 'ended'] as const

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const { vendors, ctx } = locals.house
  requireStaff({ locals }, ...vendors.vendorRoles)
  setHeaders({ 'cache-control': 'no-store' })
  return {
    ...(await vendors.getVendor(ctx, locals.actor, params.vendor)),
    choices: vendorChoices(locals.house),
    news: news.find((name) => url.searchParams.has(name)) ?? null,
  }
}

const turning =
  (what: 'activated' | 'ended') =>
  async ({ locals, params, request }: RequestEvent) => {
    const { vendors, ctx } = locals.house
    requireStaff({ locals }, ...vendors.vendorRoles)
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(vendors.TurnVendorInput, { id: params.vendor, version: form.get('version') })
      await (what === 'activated' ? vendors.activateVendor : vendors.endVendor)(ctx, locals.actor, input)
      redirect(303, `/staff/vendors/${params.vendor}?${what}`)
    })
  }

export const actions: Actions = {
  save: async ({ locals, params, request }) => {
    const { vendors, ctx } = locals.house
    requireStaff({ locals }, ...vendors.vendorRoles)
    const form = joined(await request.formData(), 'categories', 'purposes')
    return answering(form, async () => {
      const { version, ...fields } = texts(form)
      const known = parse(vendors.TurnVendorInput, { id: params.vendor, version })
      await vendors.editVendor(ctx, locals.actor, known, parse(vendors.VendorInput, fields))
      redirect(303, `/staff/vendors/${params.vendor}?saved`)
    })
  },
  activate: turning('activated'),
  end: turning('ended'),
}
