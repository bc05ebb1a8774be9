import assert from 'node:assert/strict'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { type Store, table, whileAccount } from '#declaration'
import { type ReadBackup, loadFiles, loadRows, readBackup, writeBackup } from '#platform/backup'
import { collectBlobs, endAllHolds, endExpiredHolds, keepBlob, releaseBlobs } from '#platform/blobs'
import { systemChance } from '#platform/chance'
import { hourMs } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import { handle } from '#platform/jobs'
import { collectBlob } from '#platform/blobs'
import { Refusal } from '#platform/refusal'
import { type KeyRing, backupIdentity, openKeyRing, openVault } from '#platform/vault'
import { type TestHouse, openTestCtx } from '#test/house'

const column = 'platform_planted.sender'
const stores: readonly Store[] = [
  table({
    owner: 'platform/backup',
    name: 'platform_planted',
    path: 'nobody',
    label: 'Letters',
    subject: 'member',
    purposes: ['account.provide'],
    basis: 'contract',
    audience: 'subject',
    retention: whileAccount,
    erase: 'shred-key',
    columns: {
      sender: { category: 'user.contact.email', identifies: 'alone', label: 'Sender', why: 'To answer.', sealed: true },
    },
  }),
]

const sealedMarker = 'SEALED-marker-4711@example.org'
const publicMarker = 'PUBLIC-marker-4711'
const personId = '01890000-0000-7000-8000-000000000001'

/** Tables that a room may bring some day: a circle of foreign keys, a trigger, a computed column, a sequence, a schema. */
const planted = `
  create table platform_planted (
    id int generated always as identity primary key,
    sender bytea not null,
    words text not null,
    twice text generated always as (words || words) stored,
    other int
  );
  create table "platform_Odd name" (id int primary key, planted_id int not null references platform_planted, at timestamptz);
  alter table platform_planted add constraint circle foreign key (other) references "platform_Odd name" (id);
  create function platform_planted_grows() returns trigger language plpgsql as
    $$ begin new.words := new.words || ' changed by the trigger'; return new; end $$;
  create trigger grows before insert on platform_planted for each row execute function platform_planted_grows();
  create schema planted;
  create sequence planted.numbers;`

describe('a backup', () => {
  let t: TestHouse
  let ring: KeyRing
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-backups-'))
  let count = 0
  const newFile = (): string => join(folder, `${++count}.backup`)
  before(async () => {
    t = await openTestCtx({ stores })
    ring = openKeyRing(t.ctx.config.keysFile, t.ctx)
    await t.database.pool.query(planted)
    const sender = await t.ctx.vault.seal(t.ctx.db, { column, subjectId: personId }, sealedMarker)
    const words = `${publicMarker} \\ with\ttab,\nline, "quote", \\N and ünïcode 🦊`
    await t.database.pool.query('insert into platform_planted (sender, words) values ($1, $2)', [sender, words])
    await t.database.pool.query(`
      insert into "platform_Odd name" values (7, 1, '2026-01-31 12:00:00.123456+00'), (8, 1, null);
      update platform_planted set other = 7;
      insert into platform_planted (sender, words) select 'x', repeat(md5(n::text), 40) from generate_series(1, 9000) n;
      select nextval('planted.numbers'), nextval('planted.numbers')`)
    for (let index = 0; index < 12; index++)
      await keep(`picture ${index}`, systemChance.bytes(1024 * 1024 * (index % 3) + index))
  })
  after(async () => {
    await t.close()
    rmSync(folder, { recursive: true })
  })

  async function keep(usedBy: string, bytes: Buffer, ctx: Ctx = t.ctx): Promise<string> {
    const staged = await ctx.storage.receive(Readable.from([bytes]), { maxBytes: 1e9 })
    await inTransaction(ctx, (tx) => keepBlob(tx, ctx.storage, staged, usedBy))
    return staged.hash
  }
  const letGo = (usedBy: string): Promise<void> => inTransaction(t.ctx, (tx) => releaseBlobs(tx, usedBy))
  const write = (file: string, ctx: Ctx = t.ctx, signal?: AbortSignal) =>
    writeBackup({ ctx, pool: t.database.pool, ring }, { file, version: '1.2.3', ...(signal ? { signal } : {}) })
  const read = async (file: string): Promise<ReadBackup> =>
    readBackup(file, { identity: await backupIdentity(t.ctx.db, ring), vault: t.ctx.vault })
  const refusedAs = async (file: string): Promise<string> => {
    const error: unknown = await read(file).then(
      () => new Refusal('conflict', 'taken', 'it was taken'),
      (reason: unknown) => reason,
    )
    assert.ok(error instanceof Refusal, String(error))
    return error.code
  }
  /** A house with the same tables, filled from a backup. */
  async function restored<Out>(file: string, look: (other: TestHouse) => Promise<Out>): Promise<Out> {
    const other = await openTestCtx({ stores })
    try {
      await other.database.pool.query(planted)
      const backup = await read(file)
      await loadRows(other.database.pool, backup)
      const { missing } = await loadFiles(other.ctx, backup)
      assert.equal(missing, backup.manifest.missing)
      return await look(other)
    } finally {
      await other.close()
    }
  }
  const digestOf = async ({ database }: TestHouse, table: string): Promise<unknown> =>
    (await database.pool.query(`select count(*), md5(string_agg(x::text, '' order by x::text)) from ${table} x`)).rows

  test('holds every row of every table as it was, whatever it looks like, and what must hold afterwards holds', async () => {
    const file = newFile()
    const report = await write(file)
    assert.equal(report.files, 12)
    await restored(file, async (other) => {
      for (const table of ['platform_planted', '"platform_Odd name"', 'platform_blobs', 'platform_subject_keys'])
        assert.deepEqual(await digestOf(other, table), await digestOf(t, table), table)
      const { rows: invalid } = await other.database.pool.query(
        `select conname from pg_constraint where not convalidated`,
      )
      assert.deepEqual(invalid, [])
      const { pool } = other.database
      await assert.rejects(pool.query('insert into "platform_Odd name" values (9, 471100)'), /foreign key/)
      const { rows } = await pool.query(
        `insert into platform_planted (sender, words) values ('y', 'z') returning id, words`,
      )
      assert.deepEqual(rows, [{ id: 9002, words: 'z changed by the trigger' }], 'numbers go on, and so do triggers')
      assert.equal((await pool.query(`select nextval('planted.numbers') as n`)).rows[0].n, 3n)
    })
  })

  test('says nothing to who has no key: no marker in its bytes, and sealed values are sealed inside it too (promise: G-92)', async () => {
    const file = newFile()
    await write(file)
    const bytes = readFileSync(file)
    for (const marker of [sealedMarker, publicMarker, personId, 'platform_planted', 'picture 3']) {
      assert.equal(bytes.includes(marker), false, marker)
    }
    const plain: Buffer[] = []
    for await (const entry of (await read(file)).read('rows')) plain.push(entry.plain)
    const rows = Buffer.concat(plain)
    assert.ok(rows.includes(publicMarker), 'the control: with the key what is public is found')
    assert.equal(rows.includes(sealedMarker), false)
    assert.equal(rows.includes(Buffer.from(sealedMarker).toString('hex')), false)
    const { masters } = JSON.parse(readFileSync(t.ctx.config.keysFile, 'utf8')) as { masters: { key: string }[] }
    for (const { key } of masters) {
      assert.equal(rows.includes(key) || rows.includes(Buffer.from(key, 'base64').toString('hex')), false)
    }
  })

  test('is refused to other keys, and so is another file; nothing is taken for a backup that is none', async () => {
    const file = newFile()
    await write(file)
    const others = openKeyRing(join(folder, 'other-keys.json'), t.ctx)
    const identity = await backupIdentity(t.ctx.db, others)
    const vault = openVault({ ring: others, clock: t.clock, chance: systemChance, stores })
    await assert.rejects(readBackup(file, { identity, vault }), { code: 'backup-of-other-keys' })
    // Whoever knows the public half of the identity can encrypt to it; the signature is by another key.
    const ours = { identity: await backupIdentity(t.ctx.db, ring), vault }
    await assert.rejects(readBackup(file, ours), { code: 'backup-of-other-keys' })
    assert.equal(await refusedAs(join(folder, 'nothing')), 'backup-not-found')
    writeFileSync(join(folder, 'text'), 'x'.repeat(5000))
    assert.equal(await refusedAs(join(folder, 'text')), 'backup-not-understood')
    writeFileSync(join(folder, 'empty'), '')
    assert.equal(await refusedAs(join(folder, 'empty')), 'backup-not-understood')
  })

  test('that was cut short or altered in any byte is refused', async () => {
    const file = newFile()
    await write(file)
    const whole = readFileSync(file)
    const copy = join(folder, 'altered')
    const refusals = ['backup-altered', 'backup-truncated', 'backup-of-other-keys', 'backup-not-understood']
    const step = Math.floor(whole.length / 8)
    const places = [
      0,
      99,
      124,
      148,
      155,
      300,
      511,
      512,
      600,
      whole.length - 1,
      whole.length - 1024,
      whole.length - 1600,
    ]
    for (let at = 700; at < whole.length; at += step) places.push(at)
    for (const at of places) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      writeFileSync(copy, bytes)
      assert.ok(refusals.includes(await refusedAs(copy)), `altered at ${at} of ${whole.length}`)
    }
    for (let at = 0; at < whole.length; at += step) {
      writeFileSync(copy, whole.subarray(0, at))
      assert.ok(refusals.includes(await refusedAs(copy)), `cut at ${at}`)
    }
    for (const cut of [1, 512, 1024, 1025]) {
      writeFileSync(copy, whole.subarray(0, -cut))
      assert.equal(await refusedAs(copy), 'backup-truncated', `cut by ${cut}`)
    }
    writeFileSync(copy, Buffer.concat([whole, Buffer.alloc(512)]))
    assert.equal(await refusedAs(copy), 'backup-altered')
    writeFileSync(copy, whole)
    await read(copy)
  })

  /** Stops a backup after so many entries. */
  async function stopped(file: string, entries: number): Promise<void> {
    let appended = 0
    const signal = Object.defineProperty(new EventTarget(), 'aborted', { get: () => ++appended > entries })
    await assert.rejects(write(file, t.ctx, signal as AbortSignal), { code: 'backup-stopped' })
  }

  test('goes on where it was stopped, also in the midst of an entry; the file appears only when it is whole', async () => {
    const file = newFile()
    await write(file)
    const { length } = (await read(file)).manifest.entries
    // Among the rows; after them; among the files; among the files, in the midst of an entry; before the last.
    for (const [entries, cut, resumes] of [
      [3, 0, false],
      [length - 2, 0, true],
      [length - 1, 0, true],
      [length - 1, 5000, true],
      [length, 0, true],
    ] as const) {
      const file = newFile()
      await stopped(file, entries)
      assert.ok(!existsSync(file))
      truncateSync(`${file}.part`, statSync(`${file}.part`).size - cut)
      const report = await write(file)
      assert.deepEqual([report.resumed, report.files, report.missing], [resumes, 12, 0])
      assert.ok(!existsSync(`${file}.part`))
      await read(file)
      if (!resumes || cut === 0) continue
      await restored(file, async (other) => {
        assert.deepEqual(await digestOf(other, 'platform_planted'), await digestOf(t, 'platform_planted'))
      })
    }
  })

  test('begins anew where its files are no longer held', async () => {
    const file = newFile()
    await write(file)
    const { length } = (await read(file)).manifest.entries
    rmSync(file)
    await stopped(file, length)
    t.clock.advanceMs(7 * hourMs)
    await endExpiredHolds(t.ctx)
    assert.equal((await write(file)).resumed, false)
  })

  /** Runs `act` when the backup reads its first file: the rows are in it by then. */
  const whenFilesAreRead = (act: () => Promise<void>): Ctx => {
    let acted: Promise<void> | undefined
    return {
      ...t.ctx,
      storage: {
        ...t.ctx.storage,
        read(hash, range) {
          const wait = async function* () {
            acted ??= act()
            await acted
            yield* t.ctx.storage.read(hash, range)
          }
          return Readable.from(wait()) as ReturnType<Ctx['storage']['read']>
        },
      },
    }
  }
  const collecting = [handle(collectBlob, collectBlobs)]

  test('has the files of every row in it although they are deleted meanwhile, and they go as soon as it is done', async () => {
    const file = newFile()
    const hash = await keep('doomed', Buffer.from('doomed'))
    const deleting = whenFilesAreRead(async () => {
      await letGo('doomed')
      await t.runJobs(collecting)
      assert.equal(await t.ctx.storage.has(hash), true, 'held')
    })
    const report = await write(file, deleting)
    assert.equal(report.missing, 0)
    await t.runJobs(collecting)
    assert.equal(await t.ctx.storage.has(hash), false, 'gone')
    await restored(file, async (other) => assert.equal(await other.ctx.storage.has(hash), true))
  })

  test('would lack them if nothing held them, and says so: the negative control', async () => {
    const file = newFile()
    await keep('doomed too', Buffer.from('doomed too'))
    const deleting = whenFilesAreRead(async () => {
      await endAllHolds(t.ctx)
      await letGo('doomed too')
      await t.runJobs(collecting)
    })
    assert.equal((await write(file, deleting)).missing, 1)
  })

  test('is made by one process at a time, outside the data folder, and over no other file', async () => {
    const file = newFile()
    const twice = whenFilesAreRead(async () => {
      await assert.rejects(write(newFile()), { code: 'backup-running' })
    })
    await write(file, twice)
    await assert.rejects(write(file), { code: 'backup-file-taken' })
    await assert.rejects(write(join(t.ctx.config.home, 'x')), { code: 'backup-inside-data' })
    await assert.rejects(write(join(folder, 'no/where')), { code: 'backup-folder-not-found' })
    copyFileSync(file, `${file}.copy`)
    await read(`${file}.copy`)
  })

  test('of other tables is refused before a row is changed', async () => {
    const file = newFile()
    await write(file)
    const other = await openTestCtx({ stores })
    try {
      const backup = await read(file)
      await assert.rejects(loadRows(other.database.pool, backup), { code: 'backup-of-other-tables' })
    } finally {
      await other.close()
    }
  })
})
