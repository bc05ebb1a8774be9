import { redirect } from '@sveltejs/kit'
import { joined } from '#site/server/form-lists.server.ts'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import { vendorChoices } from '#site/server/vendor-form.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => {
  requireStaff({ locals }, ...locals.house.vendors.vendorRoles)
  return { choices: vendorChoices(locals.house) }
}

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { vendors, ctx } = locals.house
    requireStaff({ locals }, ...vendors.vendorRoles)
    const form = joined(await request.formData(), 'categories', 'purposes')
    return answering(form, async () => {
      const { id } = await vendors.addVendor(ctx, locals.actor, parse(vendors.VendorInput, texts(form)))
      redirect(303, `/staff/vendors/${id}?saved`)
    })
  },
}
