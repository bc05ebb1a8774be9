import * as z from 'zod'
import { type Channel } from '#accounts/organisations'
import { hourMs, later, minuteMs } from '#platform/clock'
import type { TxCtx } from '#platform/context'
import { type Id, newId } from '#platform/ids'
import { defineJob } from '#platform/jobs'
import { type FoundKind, type ReportedKind, type TroubledSite, readPublisherReach } from './trouble.ts'

/** The letter about one trouble. */
export const writeTrouble = defineJob('ads.write-publisher-trouble', z.strictObject({ troubleId: z.uuid() }))

/** A letter is there within a minute; a call is made within the working day. */
const dueMs: Readonly<Record<Channel, number>> = { email: minuteMs, telephone: 4 * hourMs }

/**
 * Has a publisher told of a trouble with a site, by the way it chose and by no other (promises S-40, S-54): by letter at
 * once, or by a call that stands among those to be made. Where it is known already, nothing is told again.
 */
export async function tellPublisher(tx: TxCtx, kind: FoundKind, site: TroubledSite): Promise<void> {
  await beginTrouble(tx, { kind, words: null, site, organisationId: site.organisationId })
}

/** What is wrong, with whose site or payment. */
export interface NewTrouble {
  readonly kind: FoundKind | ReportedKind
  readonly organisationId: Id<'organisation'>
  /** Null where it is of no site. */
  readonly site: Pick<TroubledSite, 'siteId' | 'host'> | null
  /** Null where the kind says it all. */
  readonly words: string | null
}

/** Writes a trouble down and has it told. @returns null where it is known already */
export async function beginTrouble(
  tx: TxCtx,
  { kind, organisationId, site, words }: NewTrouble,
): Promise<Id<'publisherTrouble'> | null> {
  const id = newId<'publisherTrouble'>(tx)
  const { channel } = await readPublisherReach(tx, organisationId)
  const now = tx.clock.now()
  // One of a kind at a time, by an index: of two who report it at once one is told that it is known.
  const begun = await tx.db
    .insertInto('ads_publisher_troubles')
    .values({
      id,
      organisation_id: organisationId,
      site_id: site?.siteId ?? null,
      host: site?.host ?? null,
      kind,
      words,
      channel,
      began_at: now,
      due_at: later(now, dueMs[channel]),
    })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'site_id', 'kind']).where('solved_at', 'is', null).doNothing(),
    )
    .executeTakeFirst()
  if (begun.numInsertedOrUpdatedRows === 0n) return null
  if (channel === 'email') await tx.enqueue(writeTrouble, { troubleId: id }, { key: id })
  return id
}

/**
 * Ends a trouble of a site. Nobody who was not told of it yet is told.
 *
 * @returns whether somebody was told that it began
 */
export async function solveTrouble(tx: TxCtx, kind: FoundKind, siteId: Id<'site'>): Promise<boolean> {
  const solved = await tx.db
    .updateTable('ads_publisher_troubles')
    .set({ solved_at: tx.clock.now() })
    .where('site_id', '=', siteId)
    .where('kind', '=', kind)
    .where('solved_at', 'is', null)
    .returning('told_at')
    .execute()
  return solved.some(({ told_at }) => told_at !== null)
}

/** The site of a trouble that was lost shows again whose it is: whoever knows of the loss is told that too. */
export async function tellFound(tx: TxCtx, site: TroubledSite): Promise<void> {
  await solveTrouble(tx, 'proof-found', site.siteId)
  if (await solveTrouble(tx, 'proof-lost', site.siteId)) await tellPublisher(tx, 'proof-found', site)
}

/** A site that is given up has no troubles. */
export async function dropTroubles(tx: TxCtx, siteIds: readonly string[]): Promise<void> {
  if (siteIds.length === 0) return
  await tx.db
    .updateTable('ads_publisher_troubles')
    .set({ solved_at: tx.clock.now() })
    .where('site_id', 'in', siteIds)
    .where('solved_at', 'is', null)
    .execute()
}
