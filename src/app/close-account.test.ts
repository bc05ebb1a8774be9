import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { allStores, handlers } from '#app'
import * as people from '#accounts/people'
import * as signIn from '#accounts/sign-in'
import * as images from '#library/images'
import { findColumns } from '#platform/db'
import { type TestHouse, openTestCtx } from '#test/house'
import { cutOut } from '#test/pictures'
import { closeAccount } from './close-account.ts'

const password = 'a lantern in the fog'

describe('closing an account', () => {
  let t: TestHouse
  before(async () => (t = await openTestCtx({ stores: allStores })))
  after(() => t.close())

  async function member(username: string): Promise<{ actor: people.Actor; personId: string; hashes: string[] }> {
    const { ctx } = t
    const email = `${username}@example.org`
    const { personId } = await people.createMember(ctx, { username, email, password, verified: true, roles: [] })
    const from = { address: '127.0.0.1', userAgent: undefined }
    const answer = await signIn.signIn(ctx, signIn.SignInInput.parse({ login: username, password }), from)
    assert.equal(answer.step, 'done')
    const actor = await signIn.readSession(ctx, answer.token)
    assert.ok(actor)
    const staged = await ctx.storage.receive(Readable.from([await cutOut(3, 300)]), { maxBytes: 1e7 })
    const input = images.ReceiveInput.parse({ title: `the garden of ${username}`, agreeRegion: 'on' })
    const receiving = images.receivePicture(ctx, actor, staged, input)
    for (let tries = 0; tries < 20; tries++) {
      await t.runJobs(handlers)
      if ((await Promise.race([receiving, new Promise((done) => setTimeout(done, 50))])) !== undefined) break
    }
    await receiving
    const { rows } = await t.database.pool.query<{ hash: string }>('select hash from platform_blobs')
    return { actor, personId, hashes: rows.map(({ hash }) => hash) }
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

  test('needs the password, and a wrong one changes nothing', async () => {
    const { actor, personId } = await member('mallory')
    const before = await tablesWith(personId)
    assert.ok(before.length > 4, 'the negative control: a living member is in many tables')
    await assert.rejects(closeAccount(t.ctx, actor, { current: 'guess' }), { code: 'current-password-wrong' })
    assert.deepEqual(await tablesWith(personId), before)
  })

  test('takes away every row, every file and the key, and leaves what belongs to others (promises: G-119, G-121)', async () => {
    const other = await member('grace')
    const { actor, personId } = await member('wilhelmina')
    assert.ok((await tablesWith('wilhelmina')).length > 0)

    await closeAccount(t.ctx, actor, { current: password })
    await t.runJobs(handlers)
    assert.deepEqual(await tablesWith(personId), [])
    assert.deepEqual(await tablesWith('wilhelmina'), [])

    // The same bytes belong to others as well: they stay for them.
    for (const hash of other.hashes) assert.equal(await t.ctx.storage.has(hash), true)
    await closeAccount(t.ctx, other.actor, { current: password })
    const mallory = await people.memberByUsername(t.ctx, 'mallory')
    assert.ok(mallory)
    const actorOfMallory = await people.actorOf(t.ctx, mallory.personId, { kind: 'system' })
    await assert.rejects(closeAccount(t.ctx, actorOfMallory, { current: password }), 'only from a session')
    await t.runJobs(handlers)
    assert.equal(await t.ctx.storage.has(other.hashes[0] ?? ''), true, 'one owner is left')
  })
})
