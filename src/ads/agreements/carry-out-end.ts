import * as z from 'zod'
import { type ClosingPart, lockOrganisation as lockAccount, ownersOf } from '#accounts/organisations'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Handler, type Schedule, defineJob, handle } from '#platform/jobs'
import { goesOn, lastEndOf } from './agreement.rules.ts'
import { lockOrganisation, readRows } from './agreement-row.ts'
import { dataEndMail, sendDataEnd, writeDataEnd } from './data-end-letter.ts'
import { noteStep } from './note-step.ts'

/** Does what is due after the end of the last agreement of an organisation. */
export const carryOutEnd = defineJob(
  'ads.carry-out-end',
  z.strictObject({ organisationId: z.uuid().transform((id) => id as Id<'organisation'>) }),
)

/** Several times a day, so that data are gone within their last day, also where one time was missed. In UTC. */
export const carryOutEndsAt = { name: 'ads.carry-out-ends', pattern: '23 0,6,12,18 * * *' } as const

/** Queues a look at every organisation whose end is known and whose data are there. @returns how many */
export async function queueEnds(ctx: Ctx): Promise<number> {
  const rows = await ctx.db
    .selectFrom('ads_agreements as of')
    .where('of.organisation_id', 'is not', null)
    .where('of.in_force_at', 'is not', null)
    .where('of.ends_at', 'is not', null)
    .where('of.data_gone_at', 'is', null)
    // An end after which something else was signed is not the last one.
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('ads_agreements as newer')
            .whereRef('newer.organisation_id', '=', 'of.organisation_id')
            .whereRef('newer.kind', '=', 'of.kind')
            .whereRef('newer.version', '>', 'of.version')
            .where('newer.in_force_at', 'is not', null)
            .select('newer.id'),
        ),
      ),
    )
    .select('of.organisation_id')
    .execute()
  await inTransaction(ctx, async (tx) => {
    for (const { organisation_id: organisationId } of rows) {
      if (organisationId !== null) await tx.enqueue(carryOutEnd, { organisationId }, { key: organisationId })
    }
  })
  return rows.length
}

/**
 * Tells the owners some days before, once, and deletes on the day what the agreement says, in one transaction: either all
 * of it went and it is noted, or nothing did. While something new is offered, signed or in force nothing is deleted; what
 * was done for an end is not done again for what came later.
 */
async function carryOut(ctx: Ctx, parts: readonly ClosingPart[], organisationId: Id<'organisation'>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    // As whoever closes it and whoever signs: first the account, then its agreements.
    await lockAccount(tx, organisationId)
    await lockOrganisation(tx, organisationId)
    const now = tx.clock.now()
    const rows = await readRows(tx, { organisationId })
    const end = lastEndOf(rows)
    if (!end || end.row.dataGoneAt !== null) return
    const { row } = end
    if (row.dataToldAt === null && end.tellsAt <= now) {
      for (const personId of await ownersOf(tx, organisationId)) {
        await tx.enqueue(writeDataEnd, { organisationId, personId }, { key: `${organisationId}:${personId}` })
      }
      await tx.db.updateTable('ads_agreements').set({ data_told_at: now }).where('id', '=', row.id).execute()
    }
    if (end.goesAt > now || goesOn(rows, now)) return
    for (const part of parts) await part.dropData?.(tx, organisationId)
    await tx.db.updateTable('ads_agreements').set({ data_gone_at: now }).where('id', '=', row.id).execute()
    await noteStep(tx, row, 'data-gone', null)
  })
}

/** @param parts rooms that delete something after the end; `app` knows them */
export const agreementHandlers = (parts: readonly ClosingPart[]): readonly Handler[] => [
  handle(carryOutEnd, (ctx, { organisationId }) => carryOut(ctx, parts, organisationId)),
  handle(writeDataEnd, sendDataEnd, { mails: [dataEndMail] }),
]

export const agreementSchedules: readonly Schedule[] = [
  {
    ...carryOutEndsAt,
    run: async (ctx) => {
      await queueEnds(ctx)
    },
  },
]
