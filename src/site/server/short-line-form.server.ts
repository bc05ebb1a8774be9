import type { House } from '#app'
import type { ShownOrder } from '#ads/orders'
import { given } from './console.server.ts'
import { parse } from './refusals.server.ts'

const listed = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)

/** Fields of the form of a line, by what they fill in, where the names differ. */
const fieldOf: Readonly<Record<string, string>> = { name: 'lineName', include: 'tags', exclude: 'keptFrom' }

/** A line as a form sent it, looked at by itself. @throws to `answering`, with a reason for each field */
export function readLine({ orders }: Pick<House, 'orders'>, form: FormData) {
  const { lineName, tags, keptFrom, quantity, startsOn, endsOn, priceModel, rate, budget, pacing } = given(form)
  const line = {
    ...{ name: lineName, startsOn, endsOn, priceModel, rate, budget, pacing },
    ...(quantity === undefined ? {} : { quantity: Number(quantity) }),
    include: { tag: listed(tags) },
    exclude: { word: listed(keptFrom) },
  }
  parse(
    {
      safeParse: (value: unknown) => {
        const parsed = orders.LineInput.safeParse(value)
        if (parsed.success) return { success: true as const, data: null }
        const issues = parsed.error.issues.map(({ path, message }) => ({
          path: [fieldOf[String(path[0])] ?? String(path[0])],
          message,
        }))
        return { success: false as const, error: { issues } }
      },
    },
    line,
  )
  return line
}

/** What an order is to say with one more line. @throws to `answering` */
export function withLine(
  { orders }: Pick<House, 'orders'>,
  { content, revision }: ShownOrder,
  line: ReturnType<typeof readLine>,
) {
  const filledIn = orders.asFilledIn(content)
  return parse(orders.ChangeOrderInput, { ...filledIn, revision, lines: [...(filledIn.lines ?? []), line] })
}
