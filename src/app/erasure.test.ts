import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, before, suite, test } from 'node:test'
import { allStores, handlers } from '#app'
import * as people from '#accounts/people'
import * as signIn from '#accounts/sign-in'
import * as apiKeys from '#accounts/api-keys'
import * as images from '#library/images'
import { dayMs, hourMs } from '#platform/clock'
import { inTransaction } from '#platform/context'
import { findColumns } from '#platform/db'
import { askErasure, getReceipt, keepAccount, lookForDue, ownErasure } from '#privacy/erasure'
import { type TestHouse, openTestCtx } from '#test/house'
import { cutOut } from '#test/pictures'
import { erasureParts } from './rights-of-erasure.ts'

const password = 'a lantern in the fog'

suite('the end of an account', () => {
  let t: TestHouse
  before(async () => {
    t = await openTestCtx({ stores: allStores })
  })
  after(() => t.close())

  interface Somebody {
    readonly actor: people.Actor
    readonly personId: string
    readonly imageId: string
    readonly hashes: readonly string[]
  }

  async function member(username: string, seed = 3): Promise<Somebody> {
    const { ctx } = t
    const email = `${username}@example.org`
    const { personId } = await people.createMember(ctx, { username, email, password, verified: true, roles: [] })
    const from = { address: '127.0.0.1', userAgent: undefined }
    const answer = await signIn.signIn(ctx, signIn.SignInInput.parse({ login: username, password }), from)
    assert.equal(answer.step, 'done')
    const actor = await signIn.readSession(ctx, answer.token)
    assert.ok(actor)
    const staged = await ctx.storage.receive(Readable.from([await cutOut(seed, 300)]), { maxBytes: 1e7 })
    const input = images.ReceiveInput.parse({ title: `the garden of ${username}`, agreeRegion: 'on' })
    const receiving = images.receivePicture(ctx, actor, staged, input)
    for (let tries = 0; tries < 20; tries++) {
      await t.runJobs(handlers)
      if ((await Promise.race([receiving, new Promise((done) => setTimeout(done, 50))])) !== undefined) break
    }
    const { image } = await receiving
    await t.runJobs(handlers)
    const { rows } = await t.database.pool.query<{ hash: string }>('select hash from platform_blobs')
    return { actor, personId, imageId: image.id, hashes: rows.map(({ hash }) => hash) }
  }

  /** Every table in which a text or a number of a row holds the marker. */
  async function tablesWith(marker: string): Promise<string[]> {
    const tables = new Set((await findColumns(t.ctx.db)).map(({ table }) => table))
    const found: string[] = []
    for (const table of [...tables, 'graphile_worker._private_jobs']) {
      const { rows } = await t.database.pool.query(`select 1 from ${table} as row where row::text ilike $1 limit 1`, [
        `%${marker}%`,
      ])
      if (rows.length > 0) found.push(table)
    }
    return found
  }

  const ask = (actor: people.Actor, when: 'now' | 'later', current = password) =>
    askErasure(t.ctx, erasureParts, actor, { current, when })
  const receiptOf = (path: string) => getReceipt(t.ctx, allStores, path.split('/').at(-1) ?? '')
  /** What a stranger sees of a picture and of who made it. */
  const seen = async ({ imageId }: Somebody, username: string) => ({
    page: await images.getImage(t.ctx, people.visitor, imageId).then(
      () => 'there',
      () => 'nothing',
    ),
    found: (await images.listImages(t.ctx, people.visitor, images.FindInput.parse({ author: username }))).items.length,
    profile: await people.loadProfile(t.ctx, people.visitor, username).then(
      () => 'there',
      () => 'nothing',
    ),
  })

  test('needs the password, and a wrong one changes nothing', async () => {
    const { actor, personId } = await member('mallory')
    const before = await tablesWith(personId)
    assert.ok(before.length > 4, 'the negative control: a living member is in many tables')
    await assert.rejects(ask(actor, 'now', 'guess'), { code: 'current-password-wrong' })
    assert.deepEqual(await tablesWith(personId), before)
  })

  test('now: takes away every row, every file and the key, and leaves what belongs to others (promises: G-119, G-121)', async () => {
    const other = await member('grace')
    const { actor, personId } = await member('wilhelmina')
    assert.ok((await tablesWith('wilhelmina')).length > 0)

    const { receipt } = await ask(actor, 'now')
    assert.equal((await receiptOf(receipt)).state, 'working')
    await t.runJobs(handlers)
    assert.deepEqual(await tablesWith(personId), [])
    assert.deepEqual(await tablesWith('wilhelmina'), [])

    // The same bytes belong to others as well: they stay for them.
    for (const hash of other.hashes) assert.equal(await t.ctx.storage.has(hash), true)
    await ask(other.actor, 'now')
    const mallory = await people.memberByUsername(t.ctx, 'mallory')
    assert.ok(mallory)
    const actorOfMallory = await people.actorOf(t.ctx, mallory.personId, { kind: 'system' })
    await assert.rejects(ask(actorOfMallory, 'now'), 'only from a session')
    await t.runJobs(handlers)
    assert.equal(await t.ctx.storage.has(other.hashes[0] ?? ''), true, 'one owner is left')
  })

  test('the receipt says what went and what is kept, in kinds and counts, for 30 days', async () => {
    const { actor, hashes } = await member('rosalind', 11)
    assert.ok(hashes.length > 0)
    const { receipt } = await ask(actor, 'now')
    await t.runJobs(handlers)
    const told = await receiptOf(receipt)
    assert.equal(told.state, 'done')
    assert.equal(told.went.find(({ label }) => label === 'Your pictures')?.count, 1)
    assert.equal(told.went.find(({ label }) => label === 'The key that seals what identifies you')?.count, 1)
    assert.ok(told.files > 1)
    assert.deepEqual(
      told.kept.map(({ label, until }) => [label, until]),
      [['User names you gave up', new Date(t.clock.now().getTime() + 180 * dayMs)]],
    )
    assert.ok(!JSON.stringify(told).includes('rosalind'))
    const letter = t.letters.at(-1)
    assert.equal(letter?.kind, 'privacy.erasure-done')
    assert.equal(letter.to, 'rosalind@example.org')
    assert.ok(letter.text.includes(receipt), 'the last letter leads there')
    // In its middle: the last sign of a base64url text has bits that mean nothing.
    const [before, sign, after] = [receipt.slice(0, -9), receipt.at(-9), receipt.slice(-8)]
    await assert.rejects(receiptOf(`${before}${sign === 'A' ? 'B' : 'A'}${after}`), { code: 'receipt-not-found' })
    t.clock.advanceMs(30 * dayMs)
    await assert.rejects(receiptOf(receipt), { code: 'receipt-not-found' })
  })

  test('later: hides everything at once, and coming back brings it back as it was', async () => {
    const ada = await member('ada', 21)
    await people.editProfile(t.ctx, ada.actor, { displayName: 'Ada', about: '', profilePublic: true })
    const deleted = await member('ada-deleted', 22)
    const { key } = await apiKeys.createApiKey(t.ctx, ada.actor, { name: 'k', scopes: ['images:read'] })
    assert.deepEqual(await seen(ada, 'ada'), { page: 'there', found: 1, profile: 'there' }, 'the negative control')
    await images.deleteImage(t.ctx, deleted.actor, { id: deleted.imageId })

    const { dueAt } = await ask(ada.actor, 'later')
    await ask(deleted.actor, 'later')
    assert.equal(dueAt.getTime(), t.clock.now().getTime() + 7 * dayMs)
    assert.deepEqual(await seen(ada, 'ada'), { page: 'nothing', found: 0, profile: 'nothing' })
    await assert.rejects(images.getImage(t.ctx, ada.actor, ada.imageId), 'for its owner too')
    assert.equal(await apiKeys.readApiKey(t.ctx, key), null)
    await assert.rejects(ask(ada.actor, 'now'), { code: 'erasure-asked' })

    const comeBack = async (username: string) => {
      const answer = await signIn.signIn(t.ctx, signIn.SignInInput.parse({ login: username, password }), {
        address: '127.0.0.1',
        userAgent: undefined,
      })
      assert.equal(answer.step, 'done')
      const actor = await signIn.readSession(t.ctx, answer.token)
      assert.ok(actor)
      assert.throws(() => people.requireActive(actor), { code: 'account-leaving' })
      assert.ok(await ownErasure(t.ctx, actor))
      await keepAccount(t.ctx, erasureParts, actor)
      await assert.rejects(keepAccount(t.ctx, erasureParts, actor), { code: 'erasure-not-asked' })
    }
    await comeBack('ada')
    await comeBack('ada-deleted')
    assert.deepEqual(await seen(ada, 'ada'), { page: 'there', found: 1, profile: 'there' })
    assert.deepEqual(await seen(deleted, 'ada-deleted'), { page: 'nothing', found: 0, profile: 'nothing' })
    t.clock.advanceMs(8 * dayMs)
    assert.equal(await lookForDue(t.ctx), 0)
    await t.runJobs(handlers)
    assert.deepEqual(await seen(ada, 'ada'), { page: 'there', found: 1, profile: 'there' })
  })

  test('later: two letters say so before, and it goes when its day has come', async () => {
    const { actor, personId } = await member('hypatia', 31)
    await ask(actor, 'later')
    await t.runJobs(handlers)
    const kinds = (): string[] =>
      t.letters.filter(({ to }) => to === 'hypatia@example.org').map(({ kind }) => kind.replace('privacy.erasure-', ''))
    assert.deepEqual(kinds(), ['asked'])
    t.clock.advanceMs(6 * dayMs - hourMs)
    await lookForDue(t.ctx)
    await t.runJobs(handlers)
    assert.deepEqual(kinds(), ['asked'])
    t.clock.advanceMs(hourMs)
    await Promise.all([lookForDue(t.ctx), lookForDue(t.ctx)])
    await lookForDue(t.ctx)
    await t.runJobs(handlers)
    assert.deepEqual(kinds(), ['asked', 'soon'])
    t.clock.advanceMs(dayMs - 1)
    await lookForDue(t.ctx)
    await t.runJobs(handlers)
    assert.ok((await tablesWith(personId)).length > 4, 'not a moment before')
    t.clock.advanceMs(1)
    await Promise.all([lookForDue(t.ctx), lookForDue(t.ctx)])
    await t.runJobs(handlers)
    assert.deepEqual(await tablesWith(personId), [])
    assert.deepEqual(kinds(), ['asked', 'soon', 'done'])
  })

  test('two who erase the same pictures and words at once, and one who asks twice, end clean', async () => {
    const [one, other] = [await member('emmy', 41), await member('sofya', 41)]
    const asked = await Promise.allSettled([ask(one.actor, 'now'), ask(one.actor, 'later'), ask(other.actor, 'now')])
    assert.deepEqual(asked.filter(({ status }) => status === 'rejected').length, 1)
    t.clock.advanceMs(8 * dayMs)
    await lookForDue(t.ctx)
    await t.runJobs(handlers)
    for (const { personId } of [one, other]) assert.deepEqual(await tablesWith(personId), [])
    for (const hash of one.hashes) {
      const { rows } = await t.database.pool.query('select 1 from platform_blob_uses where hash = $1', [hash])
      assert.equal(await t.ctx.storage.has(hash), rows.length > 0)
    }
  })

  test('uploads that run meanwhile are refused or taken away: nothing is left', async () => {
    const { actor, personId } = await member('maria', 51)
    const uploads = Array.from({ length: 6 }, async (_, at) => {
      const staged = await t.ctx.storage.receive(Readable.from([await cutOut(60 + at, 300)]), { maxBytes: 1e7 })
      return images.receivePicture(t.ctx, actor, staged, images.ReceiveInput.parse({ agreeRegion: 'on' }))
    })
    const ended = Promise.allSettled(uploads)
    await ask(actor, 'now')
    for (let round = 0; round < 3; round++) await t.runJobs(handlers)
    for (const result of await ended) {
      if (result.status === 'rejected') {
        assert.match(
          (result.reason as { code?: string }).code ?? '',
          /^(account-leaving|sign-in-needed|image-not-found)$/,
        )
      }
    }
    await t.runJobs(handlers)
    assert.deepEqual(await tablesWith(personId), [])
    const { rows } = await t.database.pool.query<{ hash: string }>(
      'select hash from platform_blobs where not exists (select from platform_blob_uses u where u.hash = platform_blobs.hash)',
    )
    assert.deepEqual(rows, [])
  })

  test('queued work that names the person or a picture of theirs goes with them, other work stays', async () => {
    const [{ actor, personId }, other] = [await member('lise', 71), await member('chien', 72)]
    const later = new Date(Date.now() + dayMs)
    const { rows } = await t.database.pool.query<{ id: string }>('select id from library_images where owner_id = $1', [
      personId,
    ])
    await inTransaction(t.ctx, async (tx) => {
      await tx.enqueue(signIn.writeReset, { personId: personId as never, cause: 'asked' }, { runAt: later })
      await tx.enqueue(signIn.writeReset, { personId: other.personId as never, cause: 'asked' }, { runAt: later })
    })
    await t.database.pool.query(
      `select graphile_worker.add_job('library.develop-picture', json_build_object('imageId', $1::text), run_at => $2)`,
      [rows[0]?.id, later],
    )
    const waiting = async (): Promise<number> =>
      (await t.database.pool.query('select 1 from graphile_worker._private_jobs where run_at > now()')).rows.length
    assert.equal(await waiting(), 3)
    await ask(actor, 'now')
    await t.runJobs(handlers)
    assert.equal(await waiting(), 1)
  })
})
