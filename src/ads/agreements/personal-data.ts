import type { DataHolder, KeptAside } from '#declaration'
import { dayMs, later } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { lockOrganisation, readRows, signaturePlace, textPlace } from './agreement-row.ts'

export const owner = 'ads/agreements'

/**
 * How long what was signed stays after its end: six years, for which claims under a contract can be made (Limitation Act
 * 1980, s. 5; CPLR 213) and letters of business have to be kept (HGB § 257 (4)); with the leap days in them.
 */
export const keptDays = 2192
/** How long what never came into force stays after something took its place. */
export const unsignedDays = 90

const why = 'It was signed: the law has us keep it for six years after its end, sealed, and so do claims under it.'

/** What stays of agreements when an organisation or somebody who signed goes, and what is past its time. */
export const agreementHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  lock: lockOrganisation,
  keep: async (tx, subjectId) => [...(await setAside(tx, subjectId)), ...(await setNamesAside(tx, subjectId))],
  async erase(tx, subjectId) {
    await setAside(tx, subjectId)
    await setNamesAside(tx, subjectId)
  },
  retain,
}

/**
 * What an organisation has signed is ended, sealed anew under the number of each agreement and cut off from it; what never
 * came into force goes. Nothing is left to do the second time.
 */
export async function setAside(tx: TxCtx, organisationId: string): Promise<readonly KeptAside[]> {
  const now = tx.clock.now()
  const kept: KeptAside[] = []
  for (const row of await readRows(tx, { organisationId })) {
    const endsAt = row.endsAt !== null && row.endsAt < now ? row.endsAt : now
    const until = later(endsAt, keptDays * dayMs)
    const text = await tx.vault.open(tx.db, textPlace(organisationId), row.text, 'law.prove')
    if (row.inForceAt === null || until <= now || text === null) {
      await tx.db.deleteFrom('ads_agreements').where('id', '=', row.id).execute()
      continue
    }
    const names = await sealNamesAnew(tx, row.id, organisationId)
    await tx.db
      .updateTable('ads_agreements')
      .set({
        organisation_id: null,
        text: await tx.vault.seal(tx.db, textPlace(row.id), text),
        state: row.state === 'superseded' ? 'superseded' : 'ended',
        ends_at: endsAt,
        kept_until: until,
      })
      .where('id', '=', row.id)
      .execute()
    kept.push({ name: 'ads_agreements.text', count: 1, why, until })
    if (names > 0) kept.push({ name: 'ads_signatures.name', count: names, why, until })
  }
  return kept
}

async function sealNamesAnew(tx: TxCtx, agreementId: Id<'agreement'>, organisationId: string): Promise<number> {
  const rows = await tx.db
    .selectFrom('ads_signatures')
    .where('agreement_id', '=', agreementId)
    .select(['side', 'name', 'title'])
    .execute()
  const anew = async (column: 'name' | 'title', sealed: Buffer | null): Promise<Buffer | null> => {
    const value = sealed && (await tx.vault.open(tx.db, signaturePlace(column, organisationId), sealed, 'law.prove'))
    return value === null ? null : tx.vault.seal(tx.db, signaturePlace(column, agreementId), value)
  }
  for (const { side, name, title } of rows) {
    await tx.db
      .updateTable('ads_signatures')
      .set({ name: await anew('name', name), title: await anew('title', title) })
      .where('agreement_id', '=', agreementId)
      .where('side', '=', side)
      .execute()
  }
  return rows.filter(({ name }) => name !== null).length
}

/**
 * The name under what somebody signed stays a part of it for six years after they go, or after its end where that is
 * sooner; then it is emptied, also where the agreement goes on. That it was they who clicked goes at once.
 */
async function setNamesAside(tx: TxCtx, personId: string): Promise<readonly KeptAside[]> {
  const now = tx.clock.now()
  const rows = await tx.db
    .selectFrom('ads_agreement_steps as step')
    .innerJoin('ads_agreements as of', 'of.id', 'step.agreement_id')
    .where('step.by_person_id', '=', personId)
    .where('step.what', 'in', ['signed', 'countersigned'])
    .select(['step.what', 'of.id', 'of.ends_at'])
    .orderBy('of.id')
    .execute()
  const kept: KeptAside[] = []
  for (const { what, id, ends_at: endsAt } of rows) {
    const until = later(endsAt !== null && endsAt < now ? endsAt : now, keptDays * dayMs)
    const { numUpdatedRows } = await tx.db
      .updateTable('ads_signatures')
      .set({ name_until: until })
      .where('agreement_id', '=', id)
      .where('side', '=', what === 'signed' ? 'them' : 'us')
      .where('name', 'is not', null)
      .where('name_until', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) kept.push({ name: 'ads_signatures.name', count: 1, why, until })
  }
  return kept
}

/** Agreements six years after their end, each with its key; what was never in force; names past their day. */
async function retain(ctx: Ctx): Promise<number> {
  const now = ctx.clock.now()
  return inTransaction(ctx, async (tx) => {
    const gone = await tx.db
      .deleteFrom('ads_agreements')
      .where((where) =>
        where.or([
          where('ends_at', '<=', later(now, -keptDays * dayMs)),
          where.and([where('in_force_at', 'is', null), where('ends_at', '<=', later(now, -unsignedDays * dayMs))]),
        ]),
      )
      .returning('id')
      .execute()
    for (const { id } of gone) await tx.vault.shred(tx.db, id)
    const { numUpdatedRows } = await tx.db
      .updateTable('ads_signatures')
      .set({ name: null, title: null, name_until: null })
      .where('name_until', '<=', now)
      .executeTakeFirst()
    return gone.length + Number(numUpdatedRows)
  })
}
