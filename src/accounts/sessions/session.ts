import { type Actor, type Member, requireMember } from '#accounts/members'
import { dayMs, minuteMs, secondMs } from '#platform/clock'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'

/** A session ends when it has not been used for so long … */
export const idleMaxMs = 30 * dayMs
/** … and at the latest so long after it began. */
export const lifeMaxMs = 180 * dayMs
/** Its use is noted at most so often: a page of pictures is one use, not sixty. */
export const noteEveryMs = 5 * minuteMs

/**
 * The cookie that holds a session's secret (promise G-65), set at sign-in and never before.
 *
 * `__Host-` binds it to this host and requires `Secure` (RFC 6265bis, 4.1.3.2). Chromium 156 takes and returns it at
 * http://localhost and http://127.0.0.1 too, tried 2026-11: loopback counts as trustworthy there. A browser that does not
 * think so needs https even on loopback.
 */
export const sessionCookie = Object.freeze({
  name: '__Host-session',
  path: '/',
  httpOnly: true,
  secure: true,
  sameSite: 'lax',
  /** Seconds. The browser keeps it as long as a session can last; when it ends earlier the server says. */
  maxAge: lifeMaxMs / secondMs,
} as const)

/** The session by which somebody asks; settings of sessions are for those who signed in. */
export function requireSession(actor: Actor): { readonly member: Member; readonly sessionId: Id<'session'> } {
  const member = requireMember(actor)
  if (member.via.kind !== 'session')
    throw new Refusal('forbidden', 'session-needed', 'Sign in with a browser to do this.')
  return { member, sessionId: member.via.sessionId }
}
