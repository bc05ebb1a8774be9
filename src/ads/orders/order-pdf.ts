import type { Actor } from '#accounts/members'
import type { Ctx } from '#platform/context'
import { showId } from '#platform/ids'
import { type PaperFact, drawPaper } from '#platform/paper'
import { Refusal } from '#platform/refusal'
import { readComposed } from './compose-order.rules.ts'
import { type OrderSignature, openText, signaturesOf } from './get-order.ts'
import type { Side } from './order.ts'
import { orderNotFound, readOrder } from './order-row.ts'
import { requireReader } from './who-may.ts'

const headings: Readonly<Record<Side, string>> = { them: 'For the advertiser', us: 'For the seller' }
const instant = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`

/**
 * A version of an order as PDF: exactly its text, then the signatures with their times and the hash of what was signed.
 * The same version in the same state is always the same bytes.
 *
 * @param version the newest one unless told
 * @throws Refusal `order-not-found`, `order-without-paper`, and those of `requireReader`
 */
export async function orderPdf(ctx: Ctx, actor: Actor, shown: string, version?: number): Promise<Buffer> {
  const order = await readOrder(ctx, shown)
  await requireReader(ctx, actor, order)
  const which = version ?? order.paper.version
  const row = await ctx.db
    .selectFrom('ads_order_versions')
    .where('order_id', '=', order.id)
    .where('version', '=', which)
    .select(['submitted_at', 'sha256'])
    .executeTakeFirst()
  if (!row) throw orderNotFound()
  const text = await openText(ctx, order, which)
  if (text === null || row.submitted_at === null || row.sha256 === null) {
    throw new Refusal('conflict', 'order-without-paper', 'A draft has no paper yet. Submit it first.')
  }
  const signatures = await signaturesOf(ctx, order.id, which)
  const sha256 = row.sha256.toString('hex')
  const { title, about, parts, end } = readComposed(text)
  const id = showId('order', order.id)
  return drawPaper({
    title: `${title}, ${id}`,
    author: ctx.config.operator.name ?? ctx.config.origin.host,
    // The last that was done to what it shows.
    asOf: signatures.reduce((last, { signedAt }) => (signedAt > last ? signedAt : last), row.submitted_at),
    foot: `${id} · version ${which} · SHA-256 ${sha256.slice(0, 16)}…`,
    parts: [
      { kind: 'title', text: title },
      { kind: 'about', text: about },
      ...parts.map(({ heading, facts }) => ({ kind: 'facts' as const, title: heading, facts })),
      { kind: 'clause', number: null, text: end },
      { kind: 'heading', text: 'Signatures' },
      {
        kind: 'clause',
        number: null,
        text: 'Signed electronically. The hash is the SHA-256 of the text above, in UTF-8, as both sides read it.',
      },
      { kind: 'facts', title: 'What is signed', facts: [{ label: 'SHA-256', value: sha256 }] },
      ...(['them', 'us'] as const).map((side) => ({
        kind: 'facts' as const,
        title: headings[side],
        facts: factsOf(signatures.find((signature) => signature.side === side)),
      })),
    ],
  })
}

function factsOf(signature: OrderSignature | undefined): readonly PaperFact[] {
  if (!signature) return [{ label: 'Signature', value: 'not signed yet' }]
  const gone = 'no longer kept'
  return [
    { label: 'Name', value: signature.name ?? gone },
    { label: 'Title', value: signature.title ?? gone },
    { label: 'Authority', value: 'said that they may sign' },
    { label: 'Signed at', value: instant(signature.signedAt) },
    { label: 'SHA-256', value: signature.sha256 },
  ]
}
