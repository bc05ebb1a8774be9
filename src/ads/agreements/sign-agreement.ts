import * as z from 'zod'
import { type Actor, requireStaying } from '#accounts/members'
import { businessText, requireOpen, requireRoleIn } from '#accounts/organisations'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import type { AgreementRow, Side } from './agreement.ts'
import { signingBlockedBy } from './agreement.rules.ts'
import { readRow, readRowToChange, readRows, signaturePlace } from './agreement-row.ts'
import { noteStep } from './note-step.ts'
import { requireBinding } from './who-may.ts'

const line = (field: string, ask: string) =>
  businessText(field)
    .trim()
    .min(1, { error: ask })
    .max(120, { error: 'Use at most 120 characters.' })
    .regex(/^\P{Cc}*$/u, { error: 'Use one line.' })

export const SignAgreementInput = z.strictObject({
  /** `agr_…` */
  agreement: z.string().max(60),
  /** SHA-256 of the text that was read, in hexadecimal: what is signed is that and nothing else. */
  sha256: z
    .string()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/, { error: 'Read the agreement again, and sign what you read.' }),
  name: line('name', 'Give your name.'),
  title: line('title', 'Say what you are in the company.'),
  authority: z.literal('on', { error: 'Only who may bind the company can sign. Tick it if you may.' }),
})
export type SignAgreementInput = z.output<typeof SignAgreementInput>

const reasons = {
  'agreement-superseded': () =>
    new Refusal('conflict', 'agreement-superseded', 'Another version took its place. Read and sign that one.'),
  'agreement-already-signed': () =>
    new Refusal('conflict', 'agreement-already-signed', 'This is signed already. Look at it again.'),
  'agreement-read-otherwise': () =>
    new Refusal(
      'conflict',
      'agreement-read-otherwise',
      'This is not the text that you read. Read it again, and sign that.',
    ),
} as const

/**
 * Signs for the organisation exactly the text that was read. Of any number who sign at once one does; nobody signs what
 * another version is taking the place of.
 *
 * @throws Refusal `agreement-not-found`, `agreement-superseded`, `agreement-already-signed`, `agreement-read-otherwise`,
 *   `organisation-closing`, and those of `requireRoleIn` and `requireProven`
 */
export async function signAgreement(ctx: Ctx, actor: Actor, input: SignAgreementInput): Promise<void> {
  await requireBinding(ctx, actor, await readRow(ctx, input.agreement), 'them')
  await inTransaction(ctx, async (tx) => {
    const row = await readRowToChange(tx, input.agreement)
    // Looked at again under the lock: their role may have been taken meanwhile.
    const { personId } = await requireBinding(tx, actor, row, 'them')
    requireOpen((await requireRoleIn(tx, actor, row.organisationId, 'owner')).organisation)
    const blocked = signingBlockedBy(row, input.sha256)
    if (blocked) throw reasons[blocked]()
    await insertSignature(tx, row, 'them', input)
    await tx.db.updateTable('ads_agreements').set({ state: 'signed' }).where('id', '=', row.id).execute()
    await noteStep(tx, row, 'signed', personId)
    await requireStaying(tx, personId)
  })
}

/**
 * Signs for us what the other side has signed. From then on it is in force, or from its earliest day; the version before
 * ends at that instant.
 *
 * @throws Refusal `agreement-not-signed-yet` and those of `signAgreement` and `requireRole`
 */
export async function countersign(ctx: Ctx, actor: Actor, input: SignAgreementInput): Promise<void> {
  await requireBinding(ctx, actor, await readRow(ctx, input.agreement), 'us')
  await inTransaction(ctx, async (tx) => {
    const row = await readRowToChange(tx, input.agreement)
    const { personId } = await requireBinding(tx, actor, row, 'us')
    if (row.state === 'offered') {
      throw new Refusal('conflict', 'agreement-not-signed-yet', 'The other side signs first. Wait for its signature.')
    }
    const blocked = signingBlockedBy({ ...row, state: row.state === 'signed' ? 'offered' : row.state }, input.sha256)
    if (blocked) throw reasons[blocked]()
    await insertSignature(tx, row, 'us', input)
    const now = tx.clock.now()
    const inForceAt = row.earliestAt > now ? row.earliestAt : now
    const before = (await readRows(tx, row)).find(({ state }) => state === 'in-force')
    if (before) {
      await tx.db
        .updateTable('ads_agreements')
        .set({ state: 'superseded', ends_at: inForceAt })
        .where('id', '=', before.id)
        .execute()
    }
    await tx.db
      .updateTable('ads_agreements')
      .set({ state: 'in-force', in_force_at: inForceAt })
      .where('id', '=', row.id)
      .execute()
    await noteStep(tx, row, 'countersigned', personId)
    await requireStaying(tx, personId)
  })
}

async function insertSignature(
  tx: TxCtx,
  { id, organisationId, sha256 }: AgreementRow,
  side: Side,
  { name, title }: SignAgreementInput,
): Promise<void> {
  await tx.db
    .insertInto('ads_signatures')
    .values({
      agreement_id: id,
      side,
      name: await tx.vault.seal(tx.db, signaturePlace('name', organisationId), name),
      title: await tx.vault.seal(tx.db, signaturePlace('title', organisationId), title),
      authority: true,
      signed_at: tx.clock.now(),
      sha256,
    })
    .execute()
}
