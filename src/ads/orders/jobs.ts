import { composeLetter } from '#accounts/letters'
import { showOrganisationId } from '#accounts/organisations'
import { type Ctx, inTransaction } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { type Handler, type Schedule, handle } from '#platform/jobs'
import { lockOrder, readOrder } from './order-row.ts'
import { noteStep } from './take-step.ts'
import { troubleMail, writeTrouble } from './trouble-letter.ts'
import { readOrderReach } from './troubles.ts'

/**
 * The letter about one trouble, once. Who chose to be called meanwhile gets none: the trouble becomes a call to make. One
 * that breaks off before it is noted may come twice.
 */
async function sendTrouble(ctx: Ctx, troubleId: string): Promise<void> {
  const trouble = await ctx.db
    .selectFrom('ads_order_troubles')
    .where('id', '=', troubleId)
    .where('told_at', 'is', null)
    .where('solved_at', 'is', null)
    .select(['order_id', 'words', 'stops_delivery'])
    .executeTakeFirst()
  if (!trouble) return
  const shown = showId('order', trouble.order_id as Id<'order'>)
  const { organisationId, title } = await readOrder(ctx, shown)
  const reach = await readOrderReach(ctx, organisationId)
  await ctx.db.updateTable('ads_order_troubles').set({ channel: reach.channel }).where('id', '=', troubleId).execute()
  if (reach.channel !== 'email' || reach.email === null) return
  const page = `/console/${showOrganisationId({ kind: 'advertiser', id: organisationId })}/orders/${shown}`
  await ctx.post.send({
    kind: troubleMail,
    to: reach.email,
    subject: `Your order needs a look: ${title}`,
    text: composeLetter(ctx.config, {
      username: reach.name,
      about: 'this order',
      paragraphs: [
        `Something is wrong with your order “${title}”.`,
        trouble.words,
        trouble.stops_delivery
          ? 'Nothing of it is shown until this is solved.'
          : 'It goes on being shown in the meantime.',
        'What it says, and what to do next:',
        new URL(page, ctx.config.origin).href,
      ],
      because: 'you chose to be written to about your orders',
    }),
  })
  await inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, shown)
    const { numUpdatedRows } = await tx.db
      .updateTable('ads_order_troubles')
      .set({ told_at: tx.clock.now() })
      .where('id', '=', troubleId)
      .where('told_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await noteStep(tx, { ...order, version: order.paper.version }, 'told', 'house', null)
  })
}

export const orderHandlers: readonly Handler[] = [
  handle(writeTrouble, (ctx, { troubleId }) => sendTrouble(ctx, troubleId), { mails: [troubleMail] }),
]

/** Advertisers who were to be called and now want letters are written to. @returns how many letters were queued */
export async function followWishes(ctx: Ctx): Promise<number> {
  const rows = await ctx.db
    .selectFrom('ads_order_troubles as trouble')
    .innerJoin('ads_orders as of', 'of.id', 'trouble.order_id')
    .where('trouble.channel', '=', 'telephone')
    .where('trouble.told_at', 'is', null)
    .where('trouble.solved_at', 'is', null)
    .where('of.organisation_id', 'is not', null)
    .select(['trouble.id', 'of.organisation_id'])
    .execute()
  let count = 0
  for (const { id, organisation_id } of rows) {
    const { channel } = await readOrderReach(ctx, organisation_id as Id<'organisation'>)
    if (channel !== 'email') continue
    await inTransaction(ctx, (tx) => tx.enqueue(writeTrouble, { troubleId: id }, { key: id }))
    count++
  }
  return count
}

export const orderSchedules: readonly Schedule[] = [
  {
    name: 'ads.follow-wishes-of-advertisers',
    pattern: '*/10 * * * *',
    run: async (ctx) => {
      await followWishes(ctx)
    },
  },
]
