import { error } from '@sveltejs/kit'

/** Letters hold links that open accounts: for admins and support. For everybody else there is no such page. */
export function requireOutboxReader({ actor }: App.Locals): void {
  if (
    actor.kind === 'member' &&
    actor.via.kind === 'session' &&
    (actor.roles.has('admin') || actor.roles.has('support'))
  )
    return
  error(404, 'There is nothing at this address.')
}
