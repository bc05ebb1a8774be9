import { findAddress, readAddress } from '#accounts/addresses'
import type { Ctx } from '#platform/context'
import { type Actor, requireMember } from './actor.ts'
import type { Agreement } from './add-member.ts'
import { memberNotFound } from './find-member.ts'

export interface OwnAccount {
  readonly username: string
  readonly email: string
  readonly emailVerified: boolean
  readonly createdAt: Date
  readonly displayName: string | null
  readonly about: string | null
  readonly profilePublic: boolean
  readonly agreements: readonly (Agreement & { readonly agreedAt: Date })[]
}

/** What a member reads about their own account, also before it is verified. */
export async function ownAccount(ctx: Ctx, actor: Actor): Promise<OwnAccount> {
  const { personId } = requireMember(actor, 'me:read')
  const row = await ctx.db
    .selectFrom('accounts_people')
    .where('id', '=', personId)
    .select(['username', 'display_name', 'about', 'profile_public', 'created_at'])
    .executeTakeFirst()
  const address = await findAddress(ctx, { personId })
  const email = address && (await readAddress(ctx, address.addressId, 'account.provide'))
  if (!row || !address || email === null) throw memberNotFound()
  const agreements = await ctx.db
    .selectFrom('accounts_agreements')
    .where('person_id', '=', personId)
    .select(['document', 'version', 'agreed_at'])
    .orderBy('agreed_at')
    .orderBy('document')
    .execute()
  return {
    username: row.username,
    email,
    emailVerified: address.proven,
    createdAt: row.created_at,
    displayName: row.display_name,
    about: row.about,
    profilePublic: row.profile_public,
    agreements: agreements.map(({ document, version, agreed_at }) => ({
      document: document as Agreement['document'],
      version,
      agreedAt: agreed_at,
    })),
  }
}
