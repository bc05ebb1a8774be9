import type { Actor } from '#accounts/members'
import type { Ctx } from '#platform/context'
import { showId } from '#platform/ids'
import { Refusal, notFound } from '#platform/refusal'
import { asFilledIn } from './as-filled-in.rules.ts'
import { writeMicros } from './money.rules.ts'
import type { Side } from './order.ts'
import { readContent } from './order-content.ts'
import { type ChangeHeadInput, OrderInput, type PutLineInput, type RemoveLineInput } from './order-fields.ts'
import { readOrder } from './order-row.ts'
import { changeOrder } from './save-order.ts'
import { requireOrderer } from './who-may.ts'

/** What an order says, as it would be filled in. */
type FilledIn = ReturnType<typeof asFilledIn>

/**
 * Changes a part of what an order says, by the rules of `changeOrder`. What the rest is is read before the order is locked:
 * whoever changed it meanwhile made another step, and `changeOrder` tells.
 *
 * @param fieldOf the name, in the part, of a field of the whole order
 */
async function changePart(
  ctx: Ctx,
  actor: Actor,
  side: Side,
  { order: shown, revision }: { readonly order: string; readonly revision: number },
  change: (whole: FilledIn) => unknown,
  fieldOf: (path: readonly PropertyKey[]) => string,
): Promise<{ readonly version: number }> {
  const order = await readOrder(ctx, shown)
  await requireOrderer(ctx, actor, order, side)
  const whole = asFilledIn(await readContent(ctx, order.id, order.paper.version))
  const changed = OrderInput.safeParse(change(whole))
  if (changed.success) return changeOrder(ctx, actor, side, { order: shown, revision }, changed.data)
  const fields: Record<string, string> = {}
  for (const { path, message } of changed.error.issues) fields[fieldOf(path)] ??= message
  throw new Refusal('invalid', 'order-does-not-fit', 'With this the order would not fit together. See what is said.', {
    fields,
  })
}

/**
 * Changes what is said of an order as a whole; what is left out stays.
 *
 * @throws Refusal `order-does-not-fit`, as where an amount of a line is none of the new currency, and those of
 *   `changeOrder`
 */
export const changeHead = (
  ctx: Ctx,
  actor: Actor,
  side: Side,
  order: string,
  { revision, purchaseOrder, ...head }: ChangeHeadInput,
): Promise<{ readonly version: number }> =>
  changePart(
    ctx,
    actor,
    side,
    { order, revision },
    ({ purchaseOrder: before, ...whole }) => {
      const named = purchaseOrder === undefined ? before : (purchaseOrder ?? undefined)
      const given = Object.fromEntries(Object.entries(head).filter(([, value]) => value !== undefined))
      return { ...whole, ...given, ...(named === undefined ? {} : { purchaseOrder: named }) }
    },
    // A line that does not fit any more is told of beside what made it so.
    ([first]) => (first === 'lines' ? 'currency' : String(first)),
  )

/**
 * Puts a line in the place of what it was, or adds one.
 *
 * @throws Refusal `order-line-unknown`, `order-does-not-fit`, and those of `changeOrder`
 */
export async function putLine(
  ctx: Ctx,
  actor: Actor,
  side: Side,
  order: string,
  { revision, ...line }: PutLineInput,
): Promise<{ readonly version: number }> {
  const filledIn = asSent(line)
  let place = 0
  return changePart(
    ctx,
    actor,
    side,
    { order, revision },
    (whole) => {
      const lines = [...(whole.lines ?? [])]
      const at = lines.findIndex(({ id }) => id === filledIn.id)
      place = filledIn.id === undefined ? lines.length : at
      if (place < 0) throw lineNotFound()
      lines[place] = filledIn
      return { ...whole, lines }
    },
    ([first, at, ...rest]) => (first === 'lines' && at === place ? String(rest[0]) : String(first)),
  )
}

/** Pure: a line that was looked at by itself, as it was sent: it is looked at again within the whole. */
const asSent = ({ id, rate, budget, quantity, ...line }: Omit<PutLineInput, 'revision'>) => ({
  ...line,
  ...(id === undefined ? {} : { id: showId('line', id) }),
  rate: writeMicros(rate),
  ...(budget === undefined ? {} : { budget: writeMicros(budget) }),
  ...(quantity === undefined ? {} : { quantity: Number(quantity) }),
})

/**
 * Takes a line out.
 *
 * @throws Refusal `line-not-found` and those of `changeOrder`
 */
export const removeLine = (
  ctx: Ctx,
  actor: Actor,
  side: Side,
  order: string,
  { line, revision }: RemoveLineInput,
): Promise<{ readonly version: number }> =>
  changePart(
    ctx,
    actor,
    side,
    { order, revision },
    (whole) => {
      const lines = (whole.lines ?? []).filter(({ id }) => id !== line)
      if (lines.length === (whole.lines ?? []).length) throw lineNotFound()
      return { ...whole, lines }
    },
    ([first]) => String(first),
  )

const lineNotFound = (): Refusal => notFound('line-not-found', 'There is no such line in this order any more.')
