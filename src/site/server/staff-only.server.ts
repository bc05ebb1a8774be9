import { type RequestEvent, error, redirect } from '@sveltejs/kit'
import type { StaffRole } from '#accounts/people'
import { asRefusal } from './refusals.server.ts'

/**
 * For staff with one of these roles who signed in with a second factor. Staff without one is led to where it is set up;
 * for everybody else there is no such page.
 */
export function requireStaff({ locals }: Pick<RequestEvent, 'locals'>, ...roles: readonly StaffRole[]): void {
  try {
    locals.house.people.requireRole(locals.actor, ...roles)
  } catch (thrown) {
    const refusal = asRefusal(thrown)
    if (refusal?.code === 'second-factor-needed') redirect(303, '/settings/security?staff')
    if (refusal) error(404, 'There is nothing at this address.')
    throw thrown
  }
}
