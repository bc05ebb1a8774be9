import * as z from 'zod'
import { composeLetter, momentInWords } from '#accounts/letters'
import { recipientOf } from '#accounts/members'
import { peopleWithRole } from '#accounts/roles'
import { type Ctx, inTransaction } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { type Handler, type Schedule, defineJob, handle } from '#platform/jobs'
import { breachRoles, readBreaches } from './breach-row.ts'
import { type ReminderStage, dueAt, reminderStages, stageOf } from './breach.rules.ts'

export const breachClockMail = 'privacy.breach-clock'

export const writeReminder = defineJob(
  'privacy.write-breach-reminder',
  z.strictObject({ breachId: z.uuid(), personId: z.uuid(), stage: z.enum(reminderStages) }),
)

/** Looks at every clock that runs, and queues a letter to each of the desk for each stage that came, once. */
export async function watchClocks(ctx: Ctx): Promise<void> {
  for (const breach of await readBreaches(ctx, { state: 'open' })) {
    const stage = stageOf(breach, ctx.clock.now())
    if (stage === null) continue
    const staff = await peopleWithRole(ctx, breachRoles)
    await inTransaction(ctx, async (tx) => {
      const noted = await tx.db
        .insertInto('privacy_breach_reminders')
        .values({ breach_id: breach.id, stage, at: tx.clock.now() })
        .onConflict((conflict) => conflict.columns(['breach_id', 'stage']).doNothing())
        .executeTakeFirst()
      if (noted.numInsertedOrUpdatedRows !== 1n) return
      for (const personId of staff) await tx.enqueue(writeReminder, { breachId: breach.id, personId, stage })
    })
  }
}

const urgency: Readonly<Record<ReminderStage, string>> = {
  '24 hours': 'Less than 24 hours are left to tell the authority',
  '6 hours': 'Less than 6 hours are left to tell the authority',
  overdue: 'The time to tell the authority is over',
}

async function remind(ctx: Ctx, breachId: Id<'breach'>, personId: Id<'person'>, stage: ReminderStage): Promise<void> {
  const [breach] = await readBreaches(ctx, { id: breachId })
  const recipient = await recipientOf(ctx, personId, 'mail.warn')
  if (!breach || breach.state !== 'open' || !recipient) return
  await ctx.post.send({
    kind: breachClockMail,
    to: recipient.to,
    subject: urgency[stage],
    text: composeLetter(ctx.config, {
      username: recipient.username,
      paragraphs: [
        `${urgency[stage]}: it ${stage === 'overdue' ? 'was' : 'is'} due on ${momentInWords(dueAt(breach))}. Report it, or write down why it need not be reported:`,
        new URL(`/staff/breaches/${showId('breach', breachId)}`, ctx.config.origin).href,
      ],
      because: 'you work at the breach desk of this site',
    }),
  })
}

export const reminderHandlers: readonly Handler[] = [
  handle(
    writeReminder,
    (ctx, { breachId, personId, stage }) => remind(ctx, breachId as Id<'breach'>, personId as Id<'person'>, stage),
    { mails: [breachClockMail] },
  ),
]

export const breachSchedules: readonly Schedule[] = [
  { name: 'privacy.watch-breach-clocks', pattern: '*/10 * * * *', run: watchClocks },
]
