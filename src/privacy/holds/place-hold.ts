import * as z from 'zod'
import { type Actor, findMember, memberHolder, requireProven, requireRole } from '#accounts/members'
import type { Store } from '#declaration'
import { type Ctx, inTransaction } from '#platform/context'
import { freeText } from '#platform/free-text'
import { newId, showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { appendAudit } from '#privacy/audit'
import { FindPersonInput, findPerson, requirePerson } from '#privacy/staff-access'
import { holdRoles, reasonPlace } from './hold-row.ts'
import { endBlockedBy, fieldsInWords, holdYearsMax, notHoldable } from './hold.rules.ts'
import { type HoldGround, grounds } from './hold.ts'
import { writeHoldNews } from './letters.ts'

const askFields = 'Choose the values that have to stay.'

/** Why staff does something about a hold. @param field its name in the form */
export const holdReason = (field: string): z.ZodString =>
  freeText(field)
    .trim()
    .min(10, { error: 'Say why in at least 10 characters.' })
    .max(1000, { error: 'Use at most 1000 characters.' })

export const PlaceHoldInput = z.strictObject({
  who: FindPersonInput.shape.who,
  because: z.enum(Object.keys(grounds) as [HoldGround, ...HoldGround[]], { error: 'Choose the ground.' }),
  reason: holdReason('reason'),
  /** `table.column` of the declaration, with spaces between. */
  fields: z
    .string()
    .default('')
    .transform((text) => [...new Set(text.split(/\s+/).filter((word) => word !== ''))])
    .pipe(z.array(z.string()).min(1, { error: askFields }).max(100, { error: 'Choose at most 100 values.' })),
  /** The day on which it ends, in UTC. */
  endsOn: z.iso
    .date({ error: 'Give a day, as 2030-01-31.' })
    .transform((day) => new Date(`${day}T00:00:00Z`))
    .refine((instant) => !Number.isNaN(instant.getTime()), { error: 'There is no such day.' }),
})
export type PlaceHoldInput = z.output<typeof PlaceHoldInput>

const endReasons = {
  'end-in-past': 'Give a day that is still to come.',
  'end-too-late': `A hold lasts at most ${holdYearsMax} years. Place it anew then, if it has to.`,
} as const

/**
 * Decides that values of a member stay for a time although they are erased, also where they asked for it already. They are
 * told by letter, and read it in the log of acts.
 *
 * @throws Refusal `field-not-holdable`, `hold-end`, `hold-on-unverified`, `person-not-found`, `too-many-tries`, and those
 *   of `requireRole` and `requireProven`
 */
export async function placeHold(
  ctx: Ctx,
  stores: readonly Store[],
  actor: Actor,
  { who, because, reason, fields, endsOn }: PlaceHoldInput,
): Promise<{ readonly id: string }> {
  const staff = requireRole(actor, ...holdRoles)
  requireProven(actor, ctx.clock.now())
  const approvedAs = holdRoles.find((role) => staff.roles.has(role)) ?? 'admin'
  const refused = notHoldable(stores, fields)
  if (refused.length > 0) {
    throw new Refusal(
      'invalid',
      'field-not-holdable',
      'Some of these values cannot be held: unknown ones and secrets.',
      {
        fields: { fields: `These cannot be held: ${refused.slice(0, 10).join(', ')}` },
      },
    )
  }
  const blocked = endBlockedBy(endsOn, ctx.clock.now())
  if (blocked) {
    throw new Refusal('invalid', 'hold-end', 'A hold ends in the future, within ten years.', {
      fields: { endsOn: endReasons[blocked] },
    })
  }
  const { id: shown } = await findPerson(ctx, actor, { who })
  const subjectId = await requirePerson(ctx, shown)
  const id = newId<'hold'>(ctx)
  await inTransaction(ctx, async (tx) => {
    // Whoever is just being erased was waited for, and is gone.
    await memberHolder.lock?.(tx, subjectId)
    const member = await findMember(tx, await requirePerson(tx, shown), { kind: 'system' })
    if (member?.status === 'unverified') {
      throw new Refusal(
        'conflict',
        'hold-on-unverified',
        'The address of this account was never verified, so it goes by itself within two weeks, with all it has.',
      )
    }
    const madeAt = tx.clock.now()
    const row = { id, subject_kind: 'member', subject_id: subjectId, ground: because, approved_as: approvedAs }
    await tx.db
      .insertInto('privacy_holds')
      .values({
        ...row,
        reason: await tx.vault.seal(tx.db, reasonPlace(subjectId), reason),
        fields: [...fields],
        made_at: madeAt,
        ends_at: endsOn,
      })
      .execute()
    await tx.db
      .insertInto('privacy_hold_steps')
      .values({ hold_id: id, what: 'placed', by_person_id: staff.personId, at: madeAt })
      .execute()
    await appendAudit(tx, {
      kind: 'hold-placed',
      by: staff.personId,
      about: subjectId,
      detail: { roles: [approvedAs], groups: fieldsInWords(stores, fields) },
      reason,
    })
    await tx.enqueue(writeHoldNews, { holdId: id, personId: subjectId, news: 'placed' })
  })
  return { id: showId('hold', id) }
}
