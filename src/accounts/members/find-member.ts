import { sql } from 'kysely'
import { ownerOfAddress } from '#accounts/addresses'
import { rolesOf } from '#accounts/roles'
import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Refusal, notFound } from '#platform/refusal'
import type { Member, Via } from './actor.ts'
import { looksLikeUsername } from './username.rules.ts'

/** Nobody of this name, or nobody whom the asker may know of. */
export const memberNotFound = (): Refusal => notFound('member-not-found', 'There is no such member.')

/** A person as a member who asks, or null where there is no such person. */
export async function findMember(ctx: AnyCtx, personId: Id<'person'>, via: Via): Promise<Member | null> {
  const row = await ctx.db
    .selectFrom('accounts_people')
    .where('id', '=', personId)
    .select(['username', 'status'])
    .executeTakeFirst()
  if (!row) return null
  const roles = await rolesOf(ctx, personId)
  return Object.freeze({
    kind: 'member',
    personId,
    username: row.username,
    status: row.status as Member['status'],
    roles,
    via,
  })
}

/** A person as a member who asks. Whoever calls this has proved that it is them. @throws Refusal `member-not-found` */
export async function actorOf(ctx: AnyCtx, personId: Id<'person'>, via: Via): Promise<Member> {
  const member = await findMember(ctx, personId, via)
  if (!member) throw memberNotFound()
  return member
}

/** Whom a user name names, for other rooms of the house. It does not say whether anybody may know of them. */
export async function memberByUsername(
  ctx: AnyCtx,
  username: string,
): Promise<{ readonly personId: Id<'person'>; readonly username: string } | null> {
  if (!looksLikeUsername(username)) return null
  const row = await ctx.db
    .selectFrom('accounts_people')
    .where(sql`lower(username)`, '=', username.toLowerCase())
    .select(['id', 'username'])
    .executeTakeFirst()
  return row ? { personId: row.id as Id<'person'>, username: row.username } : null
}

/** The user name of a person, or null where there is no such person. */
export async function usernameOf(ctx: AnyCtx, personId: Id<'person'>): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('accounts_people')
    .where('id', '=', personId)
    .select('username')
    .executeTakeFirst()
  return row?.username ?? null
}

/** When the account of a person was made, or null where there is no such person. */
export async function memberSince(ctx: AnyCtx, personId: Id<'person'>): Promise<Date | null> {
  const row = await ctx.db
    .selectFrom('accounts_people')
    .where('id', '=', personId)
    .select('created_at')
    .executeTakeFirst()
  return row?.created_at ?? null
}

export interface NameOfMember {
  readonly username: string
  readonly displayName: string | null
  readonly profilePublic: boolean
}

/** The names to put beside what people made, by the number of the person. Whoever is gone is not in it. */
export async function namesOf(ctx: AnyCtx, personIds: readonly string[]): Promise<ReadonlyMap<string, NameOfMember>> {
  if (personIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('accounts_people')
    .where('id', 'in', [...new Set(personIds)])
    .select(['id', 'username', 'display_name', 'profile_public'])
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        username: row.username,
        // Shown only while the profile is (promise G-27); the user name stands beside public pictures anyway (G-26).
        displayName: row.profile_public ? row.display_name : null,
        profilePublic: row.profile_public,
      },
    ]),
  )
}

/** Whom somebody means who signs in: by user name, or by an address they have proven. */
export async function personByLogin(
  ctx: AnyCtx,
  login: string,
): Promise<{ readonly personId: Id<'person'>; readonly status: Member['status'] } | null> {
  const personId = login.includes('@')
    ? await ownerOfAddress(ctx, login)
    : ((await memberByUsername(ctx, login))?.personId ?? null)
  if (!personId) return null
  const row = await ctx.db.selectFrom('accounts_people').where('id', '=', personId).select('status').executeTakeFirst()
  return row ? { personId, status: row.status as Member['status'] } : null
}
