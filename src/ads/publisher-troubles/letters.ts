import { composeLetter } from '#accounts/letters'
import { showOrganisationId } from '#accounts/organisations'
import { type Ctx, inTransaction } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { type Handler, type Schedule, handle } from '#platform/jobs'
import { writeTrouble } from './tell-publisher.ts'
import { type TroubleKind, readPublisherReach, troubleInWords } from './trouble.ts'

export const publisherTroubleMail = 'ads.publisher-trouble'

const untold = (ctx: Ctx) =>
  ctx.db.selectFrom('ads_publisher_troubles').where('told_at', 'is', null).where('solved_at', 'is', null)

/**
 * The letter about one trouble, once. Who chose to be called meanwhile gets none: it becomes a call to make. One that
 * breaks off before it is noted may come twice.
 */
async function sendTrouble(ctx: Ctx, troubleId: string): Promise<void> {
  const row = await untold(ctx)
    .where('id', '=', troubleId)
    .select(['organisation_id', 'site_id', 'host', 'kind', 'words'])
    .executeTakeFirst()
  if (!row) return
  const organisationId = row.organisation_id as Id<'organisation'>
  const reach = await readPublisherReach(ctx, organisationId)
  await ctx.db
    .updateTable('ads_publisher_troubles')
    .set({ channel: reach.channel })
    .where('id', '=', troubleId)
    .execute()
  if (reach.channel !== 'email' || reach.email === null) return
  const { subject, says } = troubleInWords(row.kind as TroubleKind, row.host, row.words)
  const shown = showOrganisationId({ kind: 'publisher', id: organisationId })
  const page =
    row.site_id === null
      ? `/console/${shown}/troubles`
      : `/console/${shown}/sites/${showId('site', row.site_id as Id<'site'>)}`
  await ctx.post.send({
    kind: publisherTroubleMail,
    to: reach.email,
    subject,
    text: composeLetter(ctx.config, {
      username: reach.name,
      about: row.host ?? 'your account as a publisher',
      paragraphs: [says, 'Where it stands, and what to do:', new URL(page, ctx.config.origin).href],
      because: 'you see to this, and chose to be written to',
    }),
  })
  await noteTold(ctx, troubleId)
}

/** That somebody was told. The end of a trouble is over with it. */
export async function noteTold(ctx: Ctx, troubleId: string): Promise<void> {
  const now = ctx.clock.now()
  await inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .updateTable('ads_publisher_troubles')
      .set({ told_at: now })
      .where('id', '=', troubleId)
      .where('told_at', 'is', null)
      .returning('kind')
      .executeTakeFirst()
    if (row?.kind !== 'proof-found') return
    await tx.db
      .updateTable('ads_publisher_troubles')
      .set({ solved_at: now })
      .where('id', '=', troubleId)
      .where('solved_at', 'is', null)
      .execute()
  })
}

/** Who was to be called and now wants letters is written to. @returns how many letters were queued */
export async function followWishes(ctx: Ctx): Promise<number> {
  const rows = await untold(ctx).where('channel', '=', 'telephone').select(['id', 'organisation_id']).execute()
  let count = 0
  for (const { id, organisation_id } of rows) {
    const { channel } = await readPublisherReach(ctx, organisation_id as Id<'organisation'>)
    if (channel !== 'email') continue
    await inTransaction(ctx, (tx) => tx.enqueue(writeTrouble, { troubleId: id }, { key: id }))
    count++
  }
  return count
}

export const publisherTroubleHandlers: readonly Handler[] = [
  handle(writeTrouble, (ctx, { troubleId }) => sendTrouble(ctx, troubleId), { mails: [publisherTroubleMail] }),
]

export const publisherTroubleSchedules: readonly Schedule[] = [
  {
    name: 'ads.follow-wishes-of-publishers',
    pattern: '*/10 * * * *',
    run: async (ctx) => {
      await followWishes(ctx)
    },
  },
]
