import { redirect } from '@sveltejs/kit'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

const news = ['added', 'back', 'primary', 'removed', 'resent', 'proven'] as const

export const load: PageServerLoad = async ({ locals: { house, actor }, url }) => {
  const own = await house.ownAddresses.listOwnAddresses(house.ctx, actor)
  return {
    addresses: own,
    isFull: own.length >= house.ownAddresses.ownAddressesMax,
    news: news.find((name) => url.searchParams.has(name)) ?? null,
  }
}

const here = '/settings/account/addresses'

export const actions: Actions = {
  add: async ({ locals: { house, actor }, request, getClientAddress }) => {
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(house.ownAddresses.AddAddressInput, texts(form))
      const from = { address: getClientAddress() }
      const { outcome } = await house.ownAddresses.addAddress(house.ctx, actor, input, from)
      redirect(303, `${here}?${outcome === 'back' ? 'back' : 'added'}`)
    })
  },
  primary: async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      await house.ownAddresses.makePrimary(house.ctx, actor, parse(house.ownAddresses.OwnAddressInput, texts(form)))
      redirect(303, `${here}?primary`)
    })
  },
  remove: async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      await house.ownAddresses.removeAddress(house.ctx, actor, parse(house.ownAddresses.OwnAddressInput, texts(form)))
      redirect(303, `${here}?removed`)
    })
  },
  resend: async ({ locals: { house, actor }, request, getClientAddress }) => {
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(house.ownAddresses.OwnAddressInput, texts(form))
      await house.ownAddresses.resendAddressLink(house.ctx, actor, input, { address: getClientAddress() })
      redirect(303, `${here}?resent`)
    })
  },
}
