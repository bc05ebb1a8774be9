import { redirect } from '@sveltejs/kit'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { house, actor }, url }) => ({
  keys: await house.apiKeys.listApiKeys(house.ctx, actor),
  // Of those for desks of staff, the ones whose role they hold.
  scopes: [
    ...house.people.scopes,
    ...house.people.staffScopes.filter(
      (scope) => actor.kind === 'member' && house.people.rolesOfScope[scope].some((role) => actor.roles.has(role)),
    ),
  ],
  revoked: url.searchParams.has('revoked'),
})

export const actions: Actions = {
  // The new key is in this answer and nowhere else: no address, no log, no second showing.
  create: async ({ locals: { house, actor }, request, setHeaders }) => {
    const form = await request.formData()
    return answering(form, async () => {
      const input = parse(house.apiKeys.CreateApiKeyInput, { name: form.get('name'), scopes: form.getAll('scopes') })
      const { key } = await house.apiKeys.createApiKey(house.ctx, actor, input)
      setHeaders({ 'cache-control': 'no-store' })
      return { key }
    })
  },
  revoke: async ({ locals: { house, actor }, request }) => {
    const form = await request.formData()
    return answering(form, async () => {
      await house.apiKeys.revokeApiKey(house.ctx, actor, parse(house.apiKeys.RevokeApiKeyInput, texts(form)))
      redirect(303, '/settings/api-keys?revoked')
    })
  },
}
