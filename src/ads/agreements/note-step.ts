import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { appendAudit } from '#privacy/audit'
import type { AgreementRow } from './agreement.ts'

export type Step = 'offered' | 'signed' | 'countersigned' | 'notice' | 'ended' | 'data-gone'

/** Notes who did what to an agreement, and in the log of acts. */
export async function noteStep(
  tx: TxCtx,
  { id, organisationId, version }: Pick<AgreementRow, 'id' | 'organisationId' | 'version'>,
  what: Step,
  byPersonId: Id<'person'> | null,
  reason?: string,
): Promise<void> {
  await tx.db
    .insertInto('ads_agreement_steps')
    .values({ agreement_id: id, what, by_person_id: byPersonId, at: tx.clock.now() })
    .execute()
  await appendAudit(tx, {
    kind: 'agreement-step',
    by: byPersonId,
    about: organisationId,
    detail: { agreementId: id, version, what },
    ...(reason === undefined ? {} : { reason }),
  })
}
