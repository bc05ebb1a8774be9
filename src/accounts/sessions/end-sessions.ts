import * as z from 'zod'
import { type Actor, requireMember } from '#accounts/members'
import type { AnyCtx, Ctx } from '#platform/context'
import { type Id, requireId } from '#platform/ids'
import { notFound } from '#platform/refusal'
import { requireSession } from './session.ts'

export const RevokeSessionInput = z.strictObject({ sessionId: z.string() })
export type RevokeSessionInput = z.output<typeof RevokeSessionInput>

const sessionNotFound = ['session-not-found', 'There is no such session; it may have ended already.'] as const

/** Ends the session of whoever asks. Nothing happens where there is none, so that signing out never fails. */
export async function signOut(ctx: Ctx, actor: Actor): Promise<void> {
  if (actor.kind !== 'member' || actor.via.kind !== 'session') return
  await ctx.db.deleteFrom('accounts_sessions').where('id', '=', actor.via.sessionId).execute()
}

/** Ends one of the member's sessions. @throws Refusal `session-not-found`, also where it is somebody else's */
export async function revokeSession(ctx: Ctx, actor: Actor, { sessionId: shown }: RevokeSessionInput): Promise<void> {
  const { member } = requireSession(actor)
  const sessionId = requireId('session', shown, ...sessionNotFound)
  const ended = await ctx.db
    .deleteFrom('accounts_sessions')
    .where('id', '=', sessionId)
    .where('person_id', '=', member.personId)
    .executeTakeFirst()
  if (ended.numDeletedRows === 0n) throw notFound(...sessionNotFound)
}

/** Ends every session of the member but the one by which they ask. @returns how many ended */
export async function revokeOtherSessions(ctx: Ctx, actor: Actor): Promise<number> {
  const { member, sessionId } = requireSession(actor)
  return endSessions(ctx, member.personId, sessionId)
}

/** Ends every session of the member, this one too. @returns how many ended */
export async function signOutEverywhere(ctx: Ctx, actor: Actor): Promise<number> {
  return endSessions(ctx, requireMember(actor).personId)
}

/** Ends all sessions of a person, but perhaps one. For what makes them doubtful, like a new password. */
export async function endSessions(ctx: AnyCtx, personId: Id<'person'>, except?: Id<'session'>): Promise<number> {
  const all = ctx.db.deleteFrom('accounts_sessions').where('person_id', '=', personId)
  const ended = await (except === undefined ? all : all.where('id', '<>', except)).executeTakeFirst()
  return Number(ended.numDeletedRows)
}
