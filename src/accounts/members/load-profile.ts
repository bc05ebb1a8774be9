import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import type { Actor } from './actor.ts'
import { memberNotFound } from './find-member.ts'
import { looksLikeUsername } from './username.rules.ts'

export interface Profile {
  readonly username: string
  readonly displayName?: string
  readonly about?: string
  readonly isOwn: boolean
  /** `2026-01`: the month is enough for everybody else. */
  readonly memberSince: string
}

/**
 * The profile of a member, as the asker may see it: one's own always, another's only while it is open (promise G-27).
 *
 * @throws Refusal `member-not-found`, the same for a closed profile as for a name that nobody has
 */
export async function loadProfile(ctx: Ctx, actor: Actor, username: string): Promise<Profile> {
  if (!looksLikeUsername(username)) throw memberNotFound()
  const row = await ctx.db
    .selectFrom('accounts_people')
    .where(sql`lower(username)`, '=', username.toLowerCase())
    .select(['id', 'username', 'display_name', 'about', 'profile_public', 'status', 'created_at'])
    .executeTakeFirst()
  const isOwn = actor.kind === 'member' && actor.personId === row?.id
  if (!row || (!isOwn && !(row.profile_public && row.status === 'active'))) throw memberNotFound()
  return {
    username: row.username,
    ...(row.display_name === null ? {} : { displayName: row.display_name }),
    ...(row.about === null ? {} : { about: row.about }),
    isOwn,
    memberSince: row.created_at.toISOString().slice(0, 7),
  }
}
