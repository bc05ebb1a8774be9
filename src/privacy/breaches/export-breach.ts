import { stringify } from 'csv-stringify/sync'
import type { Actor } from '#accounts/members'
import type { Ctx } from '#platform/context'
import { factNames, factsInWords } from './breach.rules.ts'
import type { BreachFacts } from './breach.ts'
import { getBreach } from './list-breaches.ts'

/**
 * The record of one entry for the authority (GDPR 33, 3 and 5): what happened, whom it concerns, what may follow, what
 * was done, and every step with its time. Who of staff took a step is not in it.
 *
 * @param as `txt` for people, `csv` with two columns; a value that a table program would run is made harmless
 * @throws Refusal those of `getBreach`
 */
export async function exportBreach(ctx: Ctx, actor: Actor, id: string, as: 'txt' | 'csv'): Promise<string> {
  const { breach, notices, history } = await getBreach(ctx, actor, id)
  const { name, address, phone, privacyCounsel } = ctx.config.operator
  const words = factsInWords(breach)
  const rows: (readonly [string, string])[] = [
    ['Number', breach.id],
    ['Controller', [name, address, phone].filter(Boolean).join(', ') || 'not set'],
    ['Contact', privacyCounsel ?? 'not set'],
    ...(Object.keys(factNames) as (keyof BreachFacts)[]).map((key) => [factNames[key], words[key]] as const),
    ['To be reported by', breach.dueAt.toISOString()],
    ['Reported', breach.reportedAt?.toISOString() ?? 'not reported'],
    ['People told by letter', notices ? `${notices.sent} of ${notices.total}` : 'nobody'],
    ...history
      .toReversed()
      .map(({ at, what, lines }) => [`Step of ${at.toISOString()}`, [what, ...lines].join('; ')] as const),
  ]
  if (as === 'csv') return stringify([['Field', 'Value'], ...rows], { escape_formulas: true })
  return `${rows.map(([field, value]) => `${field}:\n  ${value.replaceAll('\n', '\n  ')}`).join('\n\n')}\n`
}
