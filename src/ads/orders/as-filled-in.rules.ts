import { showId } from '#platform/ids'
import { writeMicros } from './money.rules.ts'
import type { Line, OrderContent } from './order.ts'
import type { OrderInput } from './order-fields.ts'
import type * as z from 'zod'

/** Pure: hours of the week, in order, as parts of days; each day by itself. */
export function dayPartsOf(hours: readonly number[]) {
  const parts: { days: number[]; fromHour: number; toHour: number }[] = []
  for (const hour of hours) {
    const [day, from] = [Math.floor(hour / 24) + 1, hour % 24]
    const last = parts.at(-1)
    if (last?.days[0] === day && last.toHour === from) last.toHour = from + 1
    else parts.push({ days: [day], fromHour: from, toHour: from + 1 })
  }
  return parts
}

/** Pure: a line, as it would be filled in. */
export const lineAsFilledIn = (line: Line) => ({
  id: showId('line', line.id),
  name: line.name,
  startsOn: line.startsOn,
  endsOn: line.endsOn,
  priceModel: line.priceModel,
  rate: writeMicros(line.rateMicros),
  ...(line.budgetMicros === null ? {} : { budget: writeMicros(line.budgetMicros) }),
  ...(line.quantity === null ? {} : { quantity: Number(line.quantity) }),
  pacing: line.pacing,
  dayParts: dayPartsOf(line.hours),
  competesIn: [...line.competesIn],
  separation: line.separation,
  ...(line.pageViewMax === null ? {} : { pageViewMax: line.pageViewMax }),
  include: mutable(line.include),
  exclude: mutable(line.exclude),
})

const mutable = (targets: Line['include']) => ({
  ...{ vertical: [...targets.vertical], category: [...targets.category], word: [...targets.word] },
  ...{ tag: [...targets.tag], colour: [...targets.colour], 'site-country': [...targets['site-country']] },
  ...{ language: [...targets.language], size: [...targets.size] },
})

/** Pure: what an order says, as it would be filled in; without what stands on invoices, which then stays as it is. */
export const asFilledIn = ({
  title,
  zone,
  currency,
  purchaseOrder,
  party,
  lines,
}: Omit<OrderContent, 'billing'>): z.input<typeof OrderInput> => ({
  ...{ title, zone, currency, ...(purchaseOrder === null ? {} : { purchaseOrder }), ...party },
  lines: lines.map(lineAsFilledIn),
})
