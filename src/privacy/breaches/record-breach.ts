import * as z from 'zod'
import { type Actor, requireRole } from '#accounts/members'
import { type Category, categories } from '#declaration'
import { type Ctx, inTransaction } from '#platform/context'
import { newId, showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { breachRoles, lockBreach, noteStep } from './breach-row.ts'
import { changesBetween } from './breach.rules.ts'
import { type BreachFacts, severities } from './breach.ts'

const needed = (max: number, ask: string) =>
  z
    .string({ error: ask })
    .trim()
    .min(1, { error: ask })
    .max(max, { error: `Use at most ${max} characters.` })
const perhaps = (max: number) =>
  z
    .string()
    .trim()
    .max(max, { error: `Use at most ${max} characters.` })
    .default('')

const askCategories = 'Choose the kinds of data that are concerned.'

export const BreachInput = z.strictObject({
  title: needed(120, 'Give it a short name.'),
  happened: needed(4000, 'Say what happened, as far as it is known.'),
  noticedAt: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, { error: 'Give day and time in UTC, as 2026-01-31T09:00.' })
    .transform((text) => new Date(`${text.slice(0, 16)}:00Z`))
    .refine((instant) => !Number.isNaN(instant.getTime()), { error: 'There is no such time.' }),
  categories: z
    .string()
    .default('')
    .transform((text) => text.split(/\s+/).filter((word) => word !== ''))
    .pipe(
      z
        .array(z.enum(Object.keys(categories) as [Category, ...Category[]], { error: askCategories }))
        .min(1, { error: askCategories }),
    ),
  peopleCount: z
    .union([z.literal('').transform(() => null), z.coerce.number().int().min(0).max(2_000_000_000)], {
      error: 'Give a number, or leave it empty while it is not known.',
    })
    .default(null),
  severity: z.enum(severities, { error: 'Choose how grave it is.' }),
  severityReasons: needed(2000, 'Say why it is as grave as that.'),
  consequences: perhaps(2000),
  measures: perhaps(4000),
})
export type BreachInput = z.output<typeof BreachInput>

/**
 * Records that something went wrong. The clock to the authority runs from when it was noticed, not from now.
 *
 * @throws Refusal `noticed-in-future` and those of `requireRole`
 */
export async function recordBreach(ctx: Ctx, actor: Actor, input: BreachInput): Promise<{ readonly id: string }> {
  const { personId } = requireRole(actor, ...breachRoles)
  refuseFuture(ctx, input)
  const id = newId<'breach'>(ctx)
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .insertInto('privacy_breaches')
      .values({ id, ...columnsOf(input), state: 'open', recorded_at: tx.clock.now() })
      .execute()
    await noteStep(tx, { id, version: 1 }, { byPersonId: personId, what: 'recorded' })
  })
  return { id: showId('breach', id) }
}

/**
 * Writes down what is known now; what was thought before stays in the history.
 *
 * @throws Refusal `breach-closed`, `noticed-in-future`, `breach-changed-meanwhile`, `breach-not-found`
 */
export async function editBreach(
  ctx: Ctx,
  actor: Actor,
  known: { readonly id: string; readonly version: number },
  input: BreachInput,
): Promise<void> {
  const { personId } = requireRole(actor, ...breachRoles)
  refuseFuture(ctx, input)
  await inTransaction(ctx, async (tx) => {
    const before = await lockBreach(tx, known)
    if (before.state === 'closed') {
      throw new Refusal('conflict', 'breach-closed', 'This entry is closed. Reopen it to change it.')
    }
    await tx.db.updateTable('privacy_breaches').set(columnsOf(input)).where('id', '=', before.id).execute()
    await noteStep(tx, before, { byPersonId: personId, what: 'changed', lines: changesBetween(before, input) })
  })
}

function refuseFuture({ clock }: Ctx, { noticedAt }: BreachFacts): void {
  if (noticedAt <= clock.now()) return
  throw new Refusal('invalid', 'noticed-in-future', 'It cannot have been noticed in the future.', {
    fields: { noticedAt: 'Give a time that has been, in UTC.' },
  })
}

const columnsOf = (facts: BreachFacts) => ({
  title: facts.title,
  happened: facts.happened,
  noticed_at: facts.noticedAt,
  categories: [...facts.categories],
  people_count: facts.peopleCount,
  severity: facts.severity,
  severity_reasons: facts.severityReasons,
  consequences: facts.consequences,
  measures: facts.measures,
})
