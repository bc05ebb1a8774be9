import { type StaffRole, secondFactorNeeded } from '#accounts/roles'
import { later, minuteMs } from '#platform/clock'
import type { Id } from '#platform/ids'
import { Refusal, notFound } from '#platform/refusal'

/** What an API key of anybody may be allowed. There is none that makes or widens keys. */
export const scopes = ['images:read', 'images:write', 'me:read', 'business:read', 'business:write'] as const

/**
 * What a key of staff may be allowed, and which roles carry it: desks where nothing of a visitor or a member stands, and
 * never people, inquiries or holds (decision 0063).
 */
export const rolesOfScope = {
  'staff:orders': ['billing', 'admin'],
  'staff:sites': ['moderator', 'admin'],
  'staff:creatives': ['moderator', 'admin'],
} as const satisfies Readonly<Record<string, readonly StaffRole[]>>
export type StaffScope = keyof typeof rolesOfScope
export const staffScopes = Object.keys(rolesOfScope) as StaffScope[]
export type Scope = (typeof scopes)[number] | StaffScope

/** By what somebody has proved who they are. `system` is the operator at the command line, acting for them. */
export type Via =
  | {
      readonly kind: 'session'
      readonly sessionId: Id<'session'>
      /** Proven by a passkey that asked who holds it, or by a password and a second thing. */
      readonly strong: boolean
      /** When they last proved who they are: at sign-in, or again since. */
      readonly provenAt: Date
    }
  | { readonly kind: 'api-key'; readonly keyId: Id<'apiKey'>; readonly scopes: ReadonlySet<Scope> }
  | { readonly kind: 'system' }

/** Somebody who has proved who they are. */
export interface Member {
  readonly kind: 'member'
  readonly personId: Id<'person'>
  readonly username: string
  /** `leaving`: asked to be erased, and can still undo it. */
  readonly status: 'unverified' | 'active' | 'locked' | 'leaving'
  readonly roles: ReadonlySet<StaffRole>
  readonly via: Via
}

/** Who asks. A visitor is nobody in particular: nothing tells one from another. */
export type Actor = { readonly kind: 'visitor' } | Member

export const visitor: Actor = Object.freeze({ kind: 'visitor' })

/** Nobody in particular asks, where somebody must. */
export const signInNeeded = (): Refusal => new Refusal('forbidden', 'sign-in-needed', 'Sign in first.', { status: 401 })

/** Hidden everywhere until its day, and unable to do anything but come back. */
export const accountLeaving = (): Refusal =>
  new Refusal('forbidden', 'account-leaving', 'This account is about to be erased. Keep it first, then do this.')

/**
 * The member who asks, verified or not.
 *
 * @param scope what an API key must be allowed. Without one no key passes: what names no scope is closed to keys
 * @throws Refusal `sign-in-needed`, `scope-missing`
 */
export function requireMember(actor: Actor, scope?: Scope): Member {
  if (actor.kind === 'visitor' || actor.status === 'locked') {
    throw signInNeeded()
  }
  if (actor.via.kind === 'api-key' && (scope === undefined || !actor.via.scopes.has(scope))) {
    const needed = scope === undefined ? 'No API key may do this; sign in.' : `This API key lacks the scope ${scope}.`
    throw new Refusal('forbidden', 'scope-missing', needed)
  }
  return actor
}

/**
 * Like `requireMember`, but only with a verified address: until then an account can do nothing but verify itself or go
 * (promise G-21).
 *
 * @throws Refusal `sign-in-needed`, `scope-missing`, `verify-first`, `account-leaving`
 */
export function requireActive(actor: Actor, scope?: Scope): Member {
  const member = requireMember(actor, scope)
  if (member.status === 'leaving') throw accountLeaving()
  if (member.status !== 'active') {
    throw new Refusal(
      'forbidden',
      'verify-first',
      'Verify your e-mail address first: open the link in the letter we sent.',
    )
  }
  return member
}

/** How long a proof is fresh enough for what cannot be undone. */
export const freshProofMs = 10 * minuteMs

/**
 * Somebody who proved who they are within the last ten minutes: for what cannot be undone, and for what decides who gets
 * in. The edge leads whoever is refused to the page that asks for a proof, and back. The operator needs none, and no key
 * does, which was made with one.
 *
 * @param now of `ctx.clock`
 * @param scope with which an API key may do it; without one none may
 * @throws Refusal `prove-again`, and those of `requireActive`
 */
export function requireProven(actor: Actor, now: Date, scope?: Scope): Member {
  const member = requireActive(actor, scope)
  if (member.via.kind === 'session' && later(member.via.provenAt, freshProofMs) < now) {
    throw new Refusal('forbidden', 'prove-again', 'Confirm that it is you: give your password, a code or a passkey.')
  }
  return member
}

/**
 * The member of staff who asks, with one of these roles, in a session with a second factor. For everybody else there is
 * nothing here, and for every API key.
 *
 * @throws Refusal `page-not-found`; `second-factor-needed`, which only staff ever reads
 */
export function requireRole(actor: Actor, ...roles: readonly StaffRole[]): Member {
  const member = holderOf(actor, roles)
  if (member === null || member.via.kind === 'api-key') throw nothingHere()
  if (member.via.kind === 'session' && !member.via.strong) throw secondFactorNeeded()
  return member
}

/**
 * The same for a desk that programs may work at too: a key with its scope, of somebody who holds the role at this moment.
 * To whoever does not hold it there is nothing here, whatever their key says.
 *
 * @throws Refusal `scope-missing`, which only staff ever reads, and those of `requireRole`
 */
export function requireStaff(actor: Actor, scope: StaffScope): Member {
  const roles = rolesOfScope[scope]
  const member = holderOf(actor, roles)
  if (member?.via.kind !== 'api-key') return requireRole(actor, ...roles)
  return requireActive(member, scope)
}

const nothingHere = (): Refusal => notFound('page-not-found', 'There is nothing here.')

/** Whoever asks, where they hold one of these roles now. */
const holderOf = (actor: Actor, roles: readonly StaffRole[]): Member | null =>
  actor.kind === 'member' && actor.status === 'active' && roles.some((role) => actor.roles.has(role)) ? actor : null
