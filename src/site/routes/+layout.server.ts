import type { LayoutServerLoad } from './$types'

/** What every page shows of whoever is reading it, and nothing else about them. */
export const load: LayoutServerLoad = ({ locals: { actor, look } }) => ({
  look,
  reader:
    actor.kind === 'member'
      ? {
          username: actor.username,
          verified: actor.status === 'active',
          readsOutbox: actor.roles.has('admin') || actor.roles.has('support'),
        }
      : null,
})
