import type { Id } from '#platform/ids'

/** What members of staff may be. */
export const staffRoles = ['moderator', 'support', 'privacy_counsel', 'billing', 'security', 'admin'] as const
export type StaffRole = (typeof staffRoles)[number]

/** What an API key may be allowed. There is none that makes or widens keys. */
export const scopes = ['images:read', 'images:write', 'me:read'] as const
export type Scope = (typeof scopes)[number]

/** Somebody who has proved who they are. */
export interface Member {
  readonly kind: 'member'
  readonly personId: Id<'person'>
  readonly username: string
  readonly status: 'unverified' | 'active' | 'locked'
  readonly roles: ReadonlySet<StaffRole>
  readonly via:
    | { readonly kind: 'session'; readonly sessionId: Id<'session'> }
    | { readonly kind: 'api-key'; readonly keyId: Id<'apiKey'>; readonly scopes: ReadonlySet<Scope> }
    | { readonly kind: 'system' }
}

/** Who asks. A visitor is nobody in particular: nothing tells one from another. */
export type Actor = { readonly kind: 'visitor' } | Member

export const visitor: Actor = Object.freeze({ kind: 'visitor' })
