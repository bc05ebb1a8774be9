import * as z from 'zod'
import { composeLetter } from '#accounts/letters'
import { type Actor, listPeople, memberByUsername, recipientOf, requireRole } from '#accounts/members'
import { type Store, tablesOfSubjects } from '#declaration'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Handler, defineJob, handle } from '#platform/jobs'
import { Refusal } from '#platform/refusal'
import { countIn } from '#privacy/access'
import { breachRoles, lockBreach, noteStep, readBreaches } from './breach-row.ts'
import { noticeAudiences } from './breach.ts'

export const breachNoticeMail = 'privacy.breach-notice'

const words = (text: string): readonly string[] => text.split(/[\s,]+/).filter((word) => word !== '')

export const TellPeopleInput = z.strictObject({
  id: z.string(),
  version: z.coerce.number().int(),
  to: z.enum(noticeAudiences, { error: 'Choose who is told.' }),
  /** Tables of the declaration, where `to` is `stores`. */
  stores: z.string().default('').transform(words),
  /** User names, where `to` is `names`. */
  names: z.string().default('').transform(words),
  text: z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(
      z
        .string()
        .min(1, { error: 'Say what happened, what may follow from it, and what they can do.' })
        .max(4000, { error: 'Use at most 4000 characters.' }),
    ),
})
export type TellPeopleInput = z.output<typeof TellPeopleInput>

export const findConcerned = defineJob('privacy.find-concerned', z.strictObject({ breachId: z.uuid() }), {
  background: true,
})
export const writeNotice = defineJob(
  'privacy.write-breach-notice',
  z.strictObject({ breachId: z.uuid(), personId: z.uuid() }),
)

/**
 * Begins to tell the people concerned, by a letter to each. Who they are is found and written to by queued work, which
 * goes on where it was after any interruption.
 *
 * @throws Refusal `people-told-already`, `nobody-chosen`, `no-such-store`, `breach-changed-meanwhile`, `breach-not-found`;
 *   `member-not-known` names those that are no members
 */
export async function tellPeople(
  ctx: Ctx,
  declared: readonly Store[],
  actor: Actor,
  { id, version, to, stores, names, text }: TellPeopleInput,
): Promise<void> {
  const { personId } = requireRole(actor, ...breachRoles)
  const known = new Set(tablesOfSubjects(declared).map(({ name }) => name))
  if (to === 'stores' && !stores.every((store) => known.has(store))) {
    throw new Refusal('invalid', 'no-such-store', 'One of these tables holds nothing of people.')
  }
  if ((to === 'stores' && stores.length === 0) || (to === 'names' && names.length === 0)) {
    throw new Refusal('invalid', 'nobody-chosen', 'Choose whom to tell.')
  }
  await inTransaction(ctx, async (tx) => {
    const breach = await lockBreach(tx, { id, version })
    if (breach.noticeTo !== null) {
      throw new Refusal('conflict', 'people-told-already', 'The people concerned are being told already.')
    }
    await tx.db
      .updateTable('privacy_breaches')
      .set({
        ...{ notice_text: text, notice_to: to, notice_stores: to === 'stores' ? [...stores] : [] },
        ...(to === 'names' ? { notice_found_at: tx.clock.now() } : {}),
      })
      .where('id', '=', breach.id)
      .execute()
    if (to === 'names') await queueNotices(tx, breach.id, await peopleOf(tx, names))
    else await tx.enqueue(findConcerned, { breachId: breach.id }, { key: breach.id })
    await noteStep(tx, breach, { byPersonId: personId, what: 'told', lines: [`To: ${[to, ...stores].join(' ')}`] })
  })
}

async function peopleOf(tx: TxCtx, names: readonly string[]): Promise<readonly Id<'person'>[]> {
  const found = await Promise.all(names.map(async (name) => ({ name, member: await memberByUsername(tx, name) })))
  const unknown = found.filter(({ member }) => member === null).map(({ name }) => name)
  if (unknown.length > 0) {
    const fields = { names: `Not the name of a member: ${unknown.slice(0, 10).join(', ')}` }
    throw new Refusal('invalid', 'member-not-known', 'Some of these names are not of members.', { fields })
  }
  return found.flatMap(({ member }) => member?.personId ?? [])
}

/** Each person once: who stands there already is left alone. */
async function queueNotices(tx: TxCtx, breachId: Id<'breach'>, people: readonly Id<'person'>[]): Promise<void> {
  if (people.length === 0) return
  const added = await tx.db
    .insertInto('privacy_breach_notices')
    .values(people.map((person_id) => ({ breach_id: breachId, person_id, queued_at: tx.clock.now() })))
    .onConflict((conflict) => conflict.columns(['breach_id', 'person_id']).doNothing())
    .returning('person_id')
    .execute()
  for (const { person_id: personId } of added) {
    await tx.enqueue(writeNotice, { breachId, personId }, { key: `${breachId}:${personId}` })
  }
}

const peopleAtOnce = 200

/** Goes through all members. Begun again, it finds everybody again, and queues only whom it had not. */
async function findAll(ctx: Ctx, declared: readonly Store[], breachId: Id<'breach'>): Promise<void> {
  const [breach] = await readBreaches(ctx, { id: breachId })
  if (!breach || breach.noticeTo === null || breach.noticeFoundAt !== null) return
  const tables = tablesOfSubjects(declared).filter(({ name }) => breach.noticeStores.includes(name))
  const isConcerned = async (personId: Id<'person'>): Promise<boolean> => {
    if (breach.noticeTo === 'everybody') return true
    for (const table of tables) if ((await countIn(ctx, declared, table, personId)) > 0) return true
    return false
  }
  for (let after: Id<'person'> | null = null; ;) {
    const page: readonly Id<'person'>[] = await listPeople(ctx, after, peopleAtOnce)
    const concerned: Id<'person'>[] = []
    for (const personId of page) if (await isConcerned(personId)) concerned.push(personId)
    await inTransaction(ctx, (tx) => queueNotices(tx, breachId, concerned))
    after = page.at(-1) ?? null
    if (page.length < peopleAtOnce) break
  }
  await ctx.db
    .updateTable('privacy_breaches')
    .set({ notice_found_at: ctx.clock.now() })
    .where('id', '=', breachId)
    .execute()
}

/** Writes to one person, unless they were written to. Killed between the letter and its note, it writes once more. */
async function writeTo(ctx: Ctx, breachId: Id<'breach'>, personId: Id<'person'>): Promise<void> {
  const waiting = await ctx.db
    .selectFrom('privacy_breach_notices')
    .where('breach_id', '=', breachId)
    .where('person_id', '=', personId)
    .where('done_at', 'is', null)
    .select('person_id')
    .executeTakeFirst()
  const [breach] = await readBreaches(ctx, { id: breachId })
  if (!waiting || !breach) return
  const recipient = await recipientOf(ctx, personId, 'mail.warn')
  if (recipient) {
    const { privacyCounsel } = ctx.config.operator
    await ctx.post.send({
      kind: breachNoticeMail,
      to: recipient.to,
      subject: `About your data: ${breach.title}`,
      text: composeLetter(ctx.config, {
        username: recipient.username,
        paragraphs: [
          ...(breach.noticeText ?? '').split(/\n{2,}/),
          ...(privacyCounsel ? [`Ask the privacy counsel: ${privacyCounsel}.`] : []),
          'What everybody may know of it, as far as it is published:',
          new URL('/privacy/incidents', ctx.config.origin).href,
        ],
        because: 'something happened to data of yours, and you should know',
      }),
    })
  }
  await ctx.db
    .updateTable('privacy_breach_notices')
    .set({ done_at: ctx.clock.now(), outcome: recipient ? 'sent' : 'no-address' })
    .where('breach_id', '=', breachId)
    .where('person_id', '=', personId)
    .execute()
}

/** @param declared every store there is: among its tables those are looked into that were chosen */
export const noticeHandlers = (declared: readonly Store[]): readonly Handler[] => [
  handle(findConcerned, (ctx, { breachId }) => findAll(ctx, declared, breachId as Id<'breach'>)),
  handle(
    writeNotice,
    (ctx, { breachId, personId }) => writeTo(ctx, breachId as Id<'breach'>, personId as Id<'person'>),
    { mails: [breachNoticeMail] },
  ),
]

/** How far the letters are. */
export interface NoticeProgress {
  /** Whether everybody whom it concerns has been found. */
  readonly isFound: boolean
  readonly total: number
  readonly sent: number
  /** Of whom no proven address is known. */
  readonly withoutAddress: number
}

export async function noticeProgress(ctx: Ctx, breachId: Id<'breach'>, foundAt: Date | null): Promise<NoticeProgress> {
  const rows = await ctx.db
    .selectFrom('privacy_breach_notices')
    .where('breach_id', '=', breachId)
    .select(['outcome', ({ fn }) => fn.countAll().as('count')])
    .groupBy('outcome')
    .execute()
  const count = (outcome: string): number => Number(rows.find((row) => row.outcome === outcome)?.count ?? 0)
  return {
    isFound: foundAt !== null,
    total: rows.reduce((sum, row) => sum + Number(row.count), 0),
    sent: count('sent'),
    withoutAddress: count('no-address'),
  }
}
