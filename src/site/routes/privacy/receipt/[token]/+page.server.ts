import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { house }, params }) => ({
  receipt: await house.erasure.receipt(params.token),
})
