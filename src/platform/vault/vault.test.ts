import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Store, forDays, table } from '#declaration'
import { systemChance } from '#platform/chance'
import { dayMs } from '#platform/clock'
import {
  type KeyRing,
  MasterKeysMissing,
  backupIdentity,
  countPersonKeys,
  dropLostKeys,
  openKeyRing,
  openVault,
  printKit,
  readKit,
  requireKitMatches,
  ringOfKeys,
  turnMasterKeys,
} from '#platform/vault'
import { type TestHouse, openTestCtx } from '#test/house'

const column = 'platform_letters.sender'
const stores: readonly Store[] = [
  table({
    owner: 'platform/letters',
    name: 'platform_letters',
    path: { by: 'id' },
    label: 'Letters',
    subject: 'member',
    purposes: ['account.provide'],
    basis: 'contract',
    audience: 'subject',
    retention: forDays(1, 'created'),
    erase: 'shred-key',
    columns: {
      sender: { category: 'user.contact.email', identifies: 'alone', label: 'Sender', why: 'To answer.', sealed: true },
      id: { category: 'user.account.id', identifies: 'no', label: 'Number', why: 'To name it.' },
    },
  }),
]

describe('the vault', () => {
  let t: TestHouse
  before(async () => (t = await openTestCtx({ stores })))
  after(() => t.close())

  test('a sealed value opens for a declared purpose and for no other (promise: G-25)', async () => {
    const place = { column, subjectId: randomUUID() }
    const sealed = await t.ctx.vault.seal(t.ctx.db, place, 'ada@example.org')
    assert.equal(await t.ctx.vault.open(t.ctx.db, place, sealed, 'account.provide'), 'ada@example.org')
    await assert.rejects(t.ctx.vault.open(t.ctx.db, place, sealed, 'content.publish'), /not declared for the purpose/)
    await assert.rejects(
      t.ctx.vault.seal(t.ctx.db, { ...place, column: 'platform_letters.id' }, 'x'),
      /not declared as sealed/,
    )
  })

  test('a reading for another purpose is told before it is refused, one for a declared purpose is not (promise: G-25)', async () => {
    const told: unknown[] = []
    const ring = openKeyRing(join(t.ctx.config.home, 'keys.json'), { clock: t.clock, chance: systemChance })
    const vault = openVault({
      ring,
      clock: t.clock,
      chance: systemChance,
      stores,
      onRefused: async (reading) => void told.push(reading),
    })
    const place = { column, subjectId: randomUUID() }
    const sealed = await vault.seal(t.ctx.db, place, 'ada@example.org')
    await vault.open(t.ctx.db, place, sealed, 'account.provide')
    assert.deepEqual(told, [])
    await assert.rejects(vault.open(t.ctx.db, place, sealed, 'content.publish'))
    assert.deepEqual(told, [{ ...place, purpose: 'content.publish' }])
  })

  test('equal values of two people look different, and the index finds them again', async () => {
    const [one, two] = [randomUUID(), randomUUID()]
    const first = await t.ctx.vault.seal(t.ctx.db, { column, subjectId: one }, 'same')
    const second = await t.ctx.vault.seal(t.ctx.db, { column, subjectId: two }, 'same')
    assert.notDeepEqual(first, second)
    assert.equal(first.includes('same'), false)
    assert.deepEqual(t.ctx.vault.blindIndex(column, 'same'), t.ctx.vault.blindIndex(column, 'same'))
    assert.notDeepEqual(t.ctx.vault.blindIndex(column, 'same'), t.ctx.vault.blindIndex('platform_other.sender', 'same'))
  })

  test('a value moved to another person, or altered by a bit, does not open', async () => {
    const [one, two] = [randomUUID(), randomUUID()]
    const sealed = await t.ctx.vault.seal(t.ctx.db, { column, subjectId: one }, 'mine')
    await t.ctx.vault.seal(t.ctx.db, { column, subjectId: two }, 'theirs')
    await assert.rejects(t.ctx.vault.open(t.ctx.db, { column, subjectId: two }, sealed, 'account.provide'))
    const altered = Buffer.from(sealed)
    altered[20] = (altered[20] ?? 0) ^ 1
    await assert.rejects(t.ctx.vault.open(t.ctx.db, { column, subjectId: one }, altered, 'account.provide'))
  })

  test('two first uses at once make one key', async () => {
    const place = { column, subjectId: randomUUID() }
    const sealed = await Promise.all(
      Array.from({ length: 8 }, (_, index) => t.ctx.vault.seal(t.ctx.db, place, `value ${index}`)),
    )
    for (const [index, one] of sealed.entries()) {
      assert.equal(await t.ctx.vault.open(t.ctx.db, place, one, 'account.provide'), `value ${index}`)
    }
  })

  test('a shredded key leaves nothing that opens (promise: G-121)', async () => {
    const place = { column, subjectId: randomUUID() }
    const sealed = await t.ctx.vault.seal(t.ctx.db, place, 'gone')
    await t.ctx.vault.shred(t.ctx.db, place.subjectId)
    assert.equal(await t.ctx.vault.open(t.ctx.db, place, sealed, 'account.provide'), null)
  })

  test('marks a person the same in one use, differently in another, and no more once their key is destroyed', async () => {
    const [one, two] = [randomUUID(), randomUUID()]
    const mark = (subjectId: string, use: string) => t.ctx.vault.markOf(t.ctx.db, subjectId, use)
    assert.equal(await mark(one, 'a'), null, 'a mark makes no key')
    for (const subjectId of [one, two]) await t.ctx.vault.seal(t.ctx.db, { column, subjectId }, 'x')
    const first = await mark(one, 'a')
    assert.equal(first?.length, 32)
    assert.deepEqual(await mark(one, 'a'), first)
    assert.notDeepEqual(await mark(one, 'b'), first)
    assert.notDeepEqual(await mark(two, 'a'), first)
    await t.ctx.vault.shred(t.ctx.db, one)
    await t.ctx.vault.seal(t.ctx.db, { column, subjectId: one }, 'x')
    assert.notDeepEqual(await mark(one, 'a'), first, 'not even by a new key of the same number')
  })
})

describe('master keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-keys-'))
  const file = join(folder, 'keys.json')
  let t: TestHouse
  let ring: KeyRing
  before(async () => {
    t = await openTestCtx({ stores })
    ring = openKeyRing(file, { clock: t.clock, chance: systemChance })
  })
  after(async () => {
    await t.close()
    rmSync(folder, { recursive: true })
  })

  test('turn every week, take every living key along, and are destroyed after 30 days (promise: G-92)', async () => {
    const vault = openVault({ ring, clock: t.clock, chance: systemChance, stores })
    const place = { column, subjectId: randomUUID() }
    const sealed = await vault.seal(t.ctx.db, place, 'kept')
    const oldCopy = await t.ctx.db
      .selectFrom('platform_subject_keys')
      .selectAll()
      .where('subject_id', '=', place.subjectId)
      .executeTakeFirstOrThrow()
    const [first] = ring.masters()
    assert.ok(first)

    assert.deepEqual(await turnMasterKeys(t.ctx.db, ring, t.ctx), {
      made: false,
      rewrapped: 0,
      destroyed: 0,
      unopened: 0,
    })
    for (let week = 1; week <= 5; week++) {
      t.clock.advanceMs(7 * dayMs)
      await turnMasterKeys(t.ctx.db, ring, t.ctx)
      assert.equal(await vault.open(t.ctx.db, place, sealed, 'account.provide'), 'kept')
      assert.equal(
        ring.masters().some((one) => one.id === first.id),
        week < 5,
        `the first master key in week ${week}`,
      )
    }

    // What a backup of the first week holds cannot be opened any more, although the living copy can.
    await t.ctx.db
      .updateTable('platform_subject_keys')
      .set({ wrapped: oldCopy.wrapped, master_id: oldCopy.master_id })
      .where('subject_id', '=', place.subjectId)
      .execute()
    const freshVault = openVault({ ring, clock: t.clock, chance: systemChance, stores })
    await assert.rejects(freshVault.open(t.ctx.db, place, sealed, 'account.provide'), /not in the key file/)
  })

  test('a file that lacks the master keys in use changes nothing: a wrong copy is no reason to make new keys', async () => {
    await assert.rejects(turnMasterKeys(t.ctx.db, ring, t.ctx), MasterKeysMissing)
    const before = readFileSync(file, 'utf8')
    t.clock.advanceMs(8 * dayMs)
    await assert.rejects(turnMasterKeys(t.ctx.db, ring, t.ctx), /lacks the master keys .* of one person/)
    assert.equal(readFileSync(file, 'utf8'), before)
    assert.equal((await countPersonKeys(t.ctx.db, ring)).withoutMaster, 1)
    assert.equal(await dropLostKeys(t.ctx.db, ring, t.clock.now()), 1)
    assert.equal(await dropLostKeys(t.ctx.db, ring, t.clock.now()), 0)
    await turnMasterKeys(t.ctx.db, ring, t.ctx)
  })

  test('what was sealed under a lost key reads as nothing, also under the new one; altered values still do not open', async () => {
    const { rows } = await t.database.pool.query<{ subject_id: string }>('select subject_id from platform_lost_keys')
    const place = { column, subjectId: rows[0]?.subject_id ?? '' }
    const vault = openVault({ ring, clock: t.clock, chance: systemChance, stores })
    const before = Buffer.concat([Buffer.of(1), systemChance.bytes(60)])
    assert.equal(await vault.open(t.ctx.db, place, before, 'account.provide'), null)
    const sealed = await vault.seal(t.ctx.db, place, 'anew')
    assert.equal(await vault.open(t.ctx.db, place, sealed, 'account.provide'), 'anew')
    assert.equal(await vault.open(t.ctx.db, place, before, 'account.provide'), null)
    const other = { column, subjectId: randomUUID() }
    await vault.seal(t.ctx.db, other, 'theirs')
    await assert.rejects(vault.open(t.ctx.db, other, before, 'account.provide'), 'the control: nobody lost this key')
  })

  test('a recovery kit is read back as it was printed, letter by letter, and tells another one and an old one', async () => {
    await backupIdentity(t.ctx.db, ring)
    const about = { origin: 'https://pictures.example.org', now: t.clock.now() }
    const kit = printKit(ring, about)
    const keys = readKit(`typed by hand:\r\n${kit.replaceAll('\n', '\r\n')}`)
    requireKitMatches(ring, keys)
    const copy = ringOfKeys(keys)
    assert.deepEqual(
      [copy.index, copy.signing, copy.backup(), copy.masters()],
      [ring.index, ring.signing, ring.backup(), ring.masters()],
    )
    for (const [line] of kit.matchAll(/^(?:index|signing|backup|master) .*$/gm)) {
      const wrong = kit.replace(
        line,
        line.replace(/[A-Za-z](?=[^A-Za-z]*$)/, (letter) => (letter === 'A' ? 'B' : 'A')),
      )
      assert.throws(() => readKit(wrong), { code: 'kit-not-understood' }, line)
      assert.throws(() => readKit(kit.replace(line, '')), { code: 'kit-not-understood' }, line)
    }
    const other = openKeyRing(join(folder, 'other.json'), { clock: t.clock, chance: systemChance })
    assert.throws(() => requireKitMatches(other, keys), { code: 'kit-of-other-keys' })
    t.clock.advanceMs(8 * dayMs)
    await turnMasterKeys(t.ctx.db, ring, t.ctx)
    assert.throws(() => requireKitMatches(ring, keys), { code: 'kit-outdated' })
  })

  test('a damaged key of one person keeps nobody else’s from turning', async () => {
    const vault = openVault({ ring, clock: t.clock, chance: systemChance, stores })
    const place = { column, subjectId: randomUUID() }
    const damaged = { column, subjectId: randomUUID() }
    const sealed = await vault.seal(t.ctx.db, place, 'kept')
    await vault.seal(t.ctx.db, damaged, 'lost')
    await t.database.pool.query(`update platform_subject_keys set wrapped = '\\x01' where subject_id = $1`, [
      damaged.subjectId,
    ])
    t.clock.advanceMs(8 * dayMs)
    const turned = await turnMasterKeys(t.ctx.db, ring, t.ctx)
    assert.deepEqual([turned.unopened, turned.rewrapped >= 1], [1, true])
    assert.equal(await vault.open(t.ctx.db, place, sealed, 'account.provide'), 'kept')
    await vault.shred(t.ctx.db, damaged.subjectId)
  })

  test('a key file that cannot be read stops the start and is left as it is', () => {
    const broken = join(folder, 'broken.json')
    writeFileSync(broken, '{ "masters": [] }')
    assert.throws(() => openKeyRing(broken, { clock: t.clock, chance: systemChance }), /cannot be read/)
    assert.equal(readFileSync(broken, 'utf8'), '{ "masters": [] }')
  })
})
