import * as z from 'zod'
import { type Actor, requireRole } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { breachRoles, lockBreach, noteStep } from './breach-row.ts'
import { type Step, stateAfter, stepBlockedBy, stepReasons, steps } from './breach.rules.ts'
import type { StepWord } from './breach.ts'

export const TakeStepInput = z.strictObject({
  id: z.string(),
  version: z.coerce.number().int(),
  step: z.enum(steps, { error: 'Choose a step.' }),
  note: z.string().trim().max(2000, { error: 'Use at most 2000 characters.' }).default(''),
})
export type TakeStepInput = z.output<typeof TakeStepInput>

const words: Readonly<Record<Step, StepWord>> = {
  report: 'reported',
  'not-reportable': 'not-reportable',
  close: 'closed',
  reopen: 'reopened',
}

/**
 * Takes an entry a step on: reported to the authority, found not to need it, closed, reopened.
 *
 * @throws Refusal `step-not-possible`, `breach-changed-meanwhile`, `breach-not-found` and those of `requireRole`
 */
export async function takeStep(ctx: Ctx, actor: Actor, { id, version, step, note }: TakeStepInput): Promise<void> {
  const { personId } = requireRole(actor, ...breachRoles)
  await inTransaction(ctx, async (tx) => {
    const breach = await lockBreach(tx, { id, version })
    const now = tx.clock.now()
    const blocked = stepBlockedBy(step, breach, note, now)
    if (blocked)
      throw new Refusal('conflict', 'step-not-possible', `This step cannot be taken. ${stepReasons[blocked]}`)
    await tx.db
      .updateTable('privacy_breaches')
      .set({ state: stateAfter[step], ...(step === 'report' ? { reported_at: now } : {}) })
      .where('id', '=', breach.id)
      .execute()
    await noteStep(tx, breach, { byPersonId: personId, what: words[step], lines: note === '' ? [] : [note] })
  })
}
