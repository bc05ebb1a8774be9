import * as z from 'zod'
import type { AnyCtx, TxCtx } from '#platform/context'
import { freeText } from '#platform/free-text'
import type { Id } from '#platform/ids'
import { type Actor, requireActive } from './actor.ts'
import { type CorrectedBy, noteCorrections } from './correction.ts'

/** Neither control characters nor marks that turn the direction of the text around them. */
const noTricks = /^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u

export const EditProfileInput = z.strictObject({
  displayName: freeText('displayName')
    .trim()
    .max(60, { error: 'Use at most 60 characters.' })
    .regex(noTricks, { error: 'Use letters, digits, spaces and signs in one line.' })
    .nullable(),
  about: freeText('about')
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .refine((text) => text.length <= 1000, { error: 'Use at most 1000 characters.' })
    .refine((text) => noTricks.test(text.replaceAll('\n', '')), { error: 'Use letters, digits, spaces and signs.' })
    .nullable(),
  /** A box of a form that is not ticked is not sent. */
  profilePublic: z.union([z.boolean(), z.literal('on').transform(() => true)]).default(false),
})
export type EditProfileInput = z.output<typeof EditProfileInput>

/**
 * Changes what others may read about a member, and whether they may. Both texts are optional and go when emptied
 * (promise G-22).
 */
export async function editProfile(ctx: AnyCtx, actor: Actor, input: EditProfileInput): Promise<void> {
  const { personId } = requireActive(actor)
  const now = {
    display_name: input.displayName || null,
    about: input.about || null,
    profile_public: input.profilePublic,
  }
  await correct(ctx, personId, now)
}

export const EmptyProfileInput = z.strictObject({ field: z.enum(['displayName', 'about']) })
export type EmptyProfileInput = z.output<typeof EmptyProfileInput>

/** Takes one optional text away and leaves the rest as it is (promise G-22). */
export async function emptyProfile(ctx: AnyCtx, actor: Actor, { field }: EmptyProfileInput): Promise<void> {
  const { personId } = requireActive(actor)
  await correct(ctx, personId, field === 'about' ? { about: null } : { display_name: null })
}

/** Writes what is said anew, and notes what of it is new. */
async function correct(
  ctx: AnyCtx,
  personId: Id<'person'>,
  now: Partial<Texts>,
  by: CorrectedBy = 'self',
): Promise<void> {
  const before = await ctx.db
    .selectFrom('accounts_people')
    .where('id', '=', personId)
    .select(['display_name', 'about', 'profile_public'])
    .executeTakeFirst()
  await ctx.db.updateTable('accounts_people').set(now).where('id', '=', personId).execute()
  const changed = (Object.keys(now) as (keyof Texts)[]).filter((column) => before && before[column] !== now[column])
  await noteCorrections(
    ctx,
    personId,
    changed.map((column) => wordFor[column]),
    by,
  )
}

interface Texts {
  readonly display_name: string | null
  readonly about: string | null
  readonly profile_public: boolean
}
const wordFor = { display_name: 'display-name', about: 'about', profile_public: 'profile-open' } as const

/** Writes one optional text for its owner, or takes it away. Whoever calls this knows that they want it. */
export async function correctText(
  tx: TxCtx,
  personId: Id<'person'>,
  field: 'displayName' | 'about',
  text: string | null,
): Promise<void> {
  await correct(tx, personId, field === 'about' ? { about: text } : { display_name: text }, 'support')
}

/** Opens a profile to everybody, or closes it. Whoever calls this knows that its owner wants it. */
export async function showProfile(tx: TxCtx, personId: Id<'person'>, isPublic: boolean): Promise<void> {
  await tx.db.updateTable('accounts_people').set({ profile_public: isPublic }).where('id', '=', personId).execute()
}

/** Takes both optional texts away. */
export async function emptyTexts(tx: TxCtx, personId: Id<'person'>): Promise<void> {
  await tx.db
    .updateTable('accounts_people')
    .set({ display_name: null, about: null })
    .where('id', '=', personId)
    .execute()
}

/** Notes that values of an account were deleted by its owner. */
export async function noteEmptied(tx: TxCtx, personId: Id<'person'>, columns: readonly string[]): Promise<void> {
  const known = (Object.keys(wordFor) as (keyof Texts)[]).filter((column) => columns.includes(column))
  await noteCorrections(
    tx,
    personId,
    known.map((column) => wordFor[column]),
  )
}

/** Whether there is any of the optional texts. */
export async function hasTexts(tx: TxCtx, personId: Id<'person'>): Promise<boolean> {
  const row = await tx.db
    .selectFrom('accounts_people')
    .where('id', '=', personId)
    .select(['display_name', 'about'])
    .executeTakeFirst()
  return row !== undefined && (row.display_name !== null || row.about !== null)
}
