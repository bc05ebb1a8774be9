import { inTransaction } from '#platform/context'
import * as z from 'zod'
import { keepBlob } from '#platform/blobs'
import { defineJob, handle } from '#platform/jobs'
import { openPost } from '#platform/mail'
import { Readable } from 'node:stream'
import { type Disagreement, type Store, mail, whileNeeded } from '#declaration'
import { type Mutation, changing, declaring, inDatabase, working } from './mutation.ts'

const nothing = async (): Promise<void> => {}
const extra = handle(defineJob('library.count-faces', z.strictObject({ imageId: z.uuid() })), nothing)
/** The real job of the house with one field more. */
const collectMore = handle(
  defineJob(
    'platform.collect-blob',
    z.strictObject({ hash: z.string(), whose: z.strictObject({ email: z.email() }).nullable() }),
  ),
  nothing,
)
const offer = mail({
  owner: 'platform/mail',
  name: 'platform.offer',
  label: 'An offer',
  why: 'To sell something.',
  category: 'user.contact.email',
  identifies: 'alone',
  subject: 'member',
  purposes: ['mail.account'],
  basis: 'consent',
  audience: 'subject',
  retention: whileNeeded('it has left'),
  erase: 'delete-row',
})
const emptyQueue = 'delete from graphile_worker._private_jobs'

const planted = (
  name: string,
  look: Mutation['look'],
  plant: Mutation['plant'],
  problem: Disagreement['problem'],
  found: string,
): Mutation => ({ name, look, plant, expects: { problem, name: found } })

/** Queued work, schedules, letters, and who uses files. */
export const workMutations: readonly Mutation[] = [
  planted('a handler of work that is not declared', 'start', working({ jobs: [extra] }), 'undeclared-job', extra.name),
  planted(
    'a payload with a field more',
    'start',
    working({ jobs: [collectMore] }),
    'undeclared-field',
    'platform.collect-blob: whose.email',
  ),
  planted(
    'work that is declared and that nobody does',
    'start',
    declaring((stores) => [
      ...stores,
      { ...stores.find(({ name }) => name === 'platform.collect-blob'), name: 'platform.forgotten' } as Store,
    ]),
    'missing-job',
    'platform.forgotten',
  ),
  planted(
    'a field that is declared and in no payload',
    'start',
    changing('platform.collect-blob', 'job', (store) => {
      const { fields } = store as Extract<Store, { kind: 'job' }>
      return { fields: { ...fields, size: fields['hash'] } }
    }),
    'missing-field',
    'platform.collect-blob: size',
  ),
  planted(
    'a schedule that is not declared',
    'start',
    working({ schedules: ['library.rank-people'] }),
    'undeclared-schedule',
    'library.rank-people',
  ),
  planted(
    'a schedule that is declared and does not come round',
    'start',
    changing('app.expire', 'schedule', () => ({ name: 'app.expires' })),
    'missing-schedule',
    'app.expires',
  ),
  planted(
    'a letter of a handler that is not declared',
    'start',
    working({ mails: [offer.name] }),
    'undeclared-mail',
    offer.name,
  ),
  planted(
    'a letter that is declared and that no handler writes',
    'start',
    declaring((stores) => [...stores, offer]),
    'missing-mail',
    offer.name,
  ),
  planted(
    'a letter that was sent past the map',
    'letters',
    async ({ t }) => {
      const { config, clock, chance, egress } = t.ctx
      const post = openPost({ config, clock, chance, egress, stores: [offer], mayWriteTo: async () => true })
      await post.send({ kind: offer.name, to: 'ada@example.org', subject: 'An offer', text: 'Buy.' })
      const { removeLettersTo } = await import('#platform/mail')
      return async () => void (await removeLettersTo(config.home, 'ada@example.org'))
    },
    'undeclared-mail',
    offer.name,
  ),
  planted(
    'work in the queue of a kind that is not declared',
    'queue',
    inDatabase(`select graphile_worker.add_job('library.count-faces', '{}'::json)`, emptyQueue),
    'undeclared-job',
    'library.count-faces',
  ),
  planted(
    'work in the queue with a personal value in it',
    'queue',
    inDatabase(
      `select graphile_worker.add_job('platform.collect-blob', '{"hash": "x", "email": "ada@example.org"}'::json)`,
      emptyQueue,
    ),
    'undeclared-field',
    'platform.collect-blob: email',
  ),
  planted(
    'files that somebody undeclared uses',
    'start',
    async ({ t }) => {
      const staged = await t.ctx.storage.receive(Readable.from(['a face']), { maxBytes: 100 })
      const usedBy = 'library_faces:019a0000-0000-7000-8000-000000000000:crop'
      await inTransaction(t.ctx, (tx) => keepBlob(tx, t.ctx.storage, staged, usedBy))
      return async () => {
        await t.database.pool.query('delete from platform_blob_uses')
        await t.database.pool.query('delete from platform_blobs')
        await t.ctx.storage.remove(staged.hash)
      }
    },
    'undeclared-blob-use',
    'library_faces:crop',
  ),
]
