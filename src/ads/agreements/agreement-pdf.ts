import type { Actor } from '#accounts/members'
import type { Ctx } from '#platform/context'
import { type PaperPart, drawPaper } from '#platform/paper'
import type { Side } from './agreement.ts'
import { linesOf } from './compose.rules.ts'
import { type ShownAgreement, type Signature, readAgreement } from './read-agreement.ts'

/**
 * An agreement as PDF: exactly its text, then the signatures with their times and the hash of what was signed. The same
 * agreement in the same state is always the same bytes.
 *
 * @throws Refusal those of `readAgreement`
 */
export async function agreementPdf(ctx: Ctx, actor: Actor, shown: string): Promise<Buffer> {
  const agreement = await readAgreement(ctx, actor, shown)
  const { id, text, sha256, offeredAt, signatures } = agreement
  const lines = linesOf(text)
  return drawPaper({
    title: `${lines[0]?.text ?? ''}, ${id}`,
    author: ctx.config.operator.name ?? ctx.config.origin.host,
    // The last that was done to what it shows.
    asOf: signatures.reduce((last, { signedAt }) => (signedAt > last ? signedAt : last), offeredAt),
    foot: `${id} · version ${agreement.version} · SHA-256 ${sha256.slice(0, 16)}…`,
    parts: [...lines.map(partOf), ...signaturePage(agreement)],
  })
}

function partOf({ kind, text }: ReturnType<typeof linesOf>[number]): PaperPart {
  if (kind !== 'clause') return { kind, text }
  const [, number = null, words = text] = /^(\d+\.\d+) (.*)$/s.exec(text) ?? []
  return { kind, number, text: words }
}

const sides: Readonly<Record<Side, string>> = { them: 'For the other side (“you”)', us: 'For us (“we”)' }
const instant = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`

function signaturePage({ sha256, signatures, inForceAt, end }: ShownAgreement): readonly PaperPart[] {
  const of = (side: Side): Signature | undefined => signatures.find((signature) => signature.side === side)
  const dates = [
    ...(inForceAt ? [{ label: 'Holds from', value: instant(inForceAt) }] : []),
    ...(end
      ? [
          { label: 'Ends', value: instant(end.endsAt) },
          { label: 'Last payment by', value: end.finalPaymentBy },
          { label: 'Data deleted by', value: end.dataGoneBy },
        ]
      : []),
  ]
  return [
    { kind: 'heading', text: 'Signatures' },
    {
      kind: 'clause',
      number: null,
      text: 'Signed electronically. The hash is the SHA-256 of the text above, in UTF-8, as both sides read it.',
    },
    { kind: 'facts', title: 'What was signed', facts: [{ label: 'SHA-256', value: sha256 }, ...dates] },
    ...(['them', 'us'] as const).map((side): PaperPart => ({
      kind: 'facts',
      title: sides[side],
      facts: factsOf(of(side)),
    })),
  ]
}

function factsOf(signature: Signature | undefined): readonly { readonly label: string; readonly value: string }[] {
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
