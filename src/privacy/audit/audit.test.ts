import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { type Member, actorOf, createMember, peopleStores } from '#accounts/people'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type TestHouse, openTestCtx } from '#test/house'
import { type AuditEntry, type AuditVerdict, appendAudit, auditStores, entriesAbout, verifyAudit } from './index.ts'

async function aMember(ctx: Ctx, username: string): Promise<Member> {
  const input = { username, email: `${username}@example.org`, password: 'seven quiet herons', verified: true }
  return actorOf(ctx, (await createMember(ctx, input)).personId, { kind: 'system' })
}

let t: TestHouse
let ada: Member
let grace: Member
before(async () => {
  t = await openTestCtx({ stores: [...peopleStores, ...auditStores] })
  ada = await aMember(t.ctx, 'ada')
  grace = await aMember(t.ctx, 'grace')
})
after(() => t.close())

const reading = (overrides: Partial<AuditEntry> = {}): AuditEntry => ({
  kind: 'staff-read',
  by: grace.personId,
  about: ada.personId,
  detail: { role: 'support', groups: ['Accounts'] },
  reason: 'She asked why her picture is gone.',
  ...overrides,
})
const append = (overrides?: Partial<AuditEntry>): Promise<void> =>
  inTransaction(t.ctx, (tx) => appendAudit(tx, reading(overrides)))
const faultOf = async (): Promise<AuditVerdict['fault']> => (await verifyAudit(t.ctx)).fault
/** As who may do anything with the database, the triggers too. */
async function asIntruder(...statements: readonly string[]): Promise<void> {
  const client = await t.database.pool.connect()
  try {
    await client.query("set session_replication_role = 'replica'")
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.query('reset session_replication_role')
    client.release()
  }
}
const emptied = (): Promise<void> => asIntruder('delete from privacy_audit_entries', 'delete from privacy_audit_head')

describe('the log of acts', () => {
  beforeEach(emptied)

  test('tells the person who acted, when, what and why, the newest first', async () => {
    await append()
    t.clock.advanceMs(1000)
    await append({ kind: 'staff-edit', detail: { role: 'support', fields: ['about'] } })
    await append({ about: grace.personId })
    const entries = await entriesAbout(t.ctx, ada.personId, { limit: 10 })
    assert.deepEqual(
      entries.map(({ kind, by, detail, reason }) => ({ kind, by, detail, reason })),
      [
        {
          kind: 'staff-edit',
          by: grace.personId,
          detail: { role: 'support', fields: ['about'] },
          reason: 'She asked why her picture is gone.',
        },
        {
          kind: 'staff-read',
          by: grace.personId,
          detail: { role: 'support', groups: ['Accounts'] },
          reason: 'She asked why her picture is gone.',
        },
      ],
    )
    assert.deepEqual(entries[0]?.at, t.clock.now())
    const [newest] = entries
    assert.ok(newest)
    assert.equal((await entriesAbout(t.ctx, ada.personId, { limit: 10, before: newest.seq })).length, 1)
  })

  test('holds nothing that can be read: neither reason nor number of anybody', async () => {
    await append({ reason: 'a marker of 17 words' })
    const { rows } = await t.database.pool.query<{ line: string }>(
      'select row_to_json(x)::text as line from privacy_audit_entries x',
    )
    const line = rows[0]?.line ?? ''
    for (const marker of ['a marker of 17 words', ada.personId, grace.personId, ada.personId.replaceAll('-', '')]) {
      for (const form of [marker, Buffer.from(marker).toString('hex')]) assert.equal(line.includes(form), false, marker)
    }
  })

  test('has an entry only where the act it tells of was committed', async () => {
    await assert.rejects(
      inTransaction(t.ctx, async (tx) => {
        await appendAudit(tx, reading())
        throw new Error('no')
      }),
    )
    assert.deepEqual(await verifyAudit(t.ctx), { entries: 0, head: null, fault: null })
    await append()
    assert.equal((await verifyAudit(t.ctx)).entries, 1)
  })

  test('still holds when a person is erased, and then nothing in it leads to them', async () => {
    const mary = await aMember(t.ctx, 'mary')
    await append({ about: mary.personId })
    await append({ by: mary.personId })
    assert.equal((await entriesAbout(t.ctx, mary.personId, { limit: 10 })).length, 1)
    await t.ctx.vault.shred(t.ctx.db, mary.personId)
    assert.deepEqual(await entriesAbout(t.ctx, mary.personId, { limit: 10 }), [])
    assert.equal(await faultOf(), null)
    // What is written about them from then on makes no new key, and has no words.
    await append({ about: mary.personId })
    const key = await t.ctx.db
      .selectFrom('platform_subject_keys')
      .where('subject_id', '=', mary.personId)
      .select('subject_id')
      .execute()
    assert.deepEqual(key, [])
    const last = await t.ctx.db
      .selectFrom('privacy_audit_entries')
      .where('seq', '=', 3n)
      .select(['subject_mark', 'detail', 'reason'])
      .executeTakeFirstOrThrow()
    assert.deepEqual(last, { subject_mark: null, detail: null, reason: null })
    assert.equal(await faultOf(), null)
  })

  test('gives each of twenty who write at once the next place: no gap, no fork, and nobody waits in a circle', async () => {
    // Each also writes two rows in one order or the other, before and after it appends: what would wait in a circle if
    // the place in the chain were taken at once.
    const touch = async (tx: TxCtx, { personId }: Member): Promise<void> => {
      await tx.db.updateTable('accounts_people').set({ about: 'x' }).where('id', '=', personId).execute()
    }
    const others = await Promise.all(Array.from({ length: 20 }, (_, index) => aMember(t.ctx, `writer-${index}`)))
    await Promise.all(
      others.map(async (own, writer) => {
        for (let round = 0; round < 10; round++) {
          await inTransaction(t.ctx, async (tx) => {
            if (writer % 2 === 0) await appendAudit(tx, reading())
            await touch(tx, ada)
            if (round % 3 === 0) await sleep(1)
            await touch(tx, own)
            if (writer % 2 === 1) await appendAudit(tx, reading())
          })
        }
      }),
    )
    const { entries, fault } = await verifyAudit(t.ctx)
    assert.deepEqual({ entries, fault }, { entries: 200, fault: null })
  })

  test('keeps the order of what one transaction writes', async () => {
    await inTransaction(t.ctx, async (tx) => {
      await appendAudit(tx, reading({ reason: 'first of all' }))
      await appendAudit(tx, reading({ reason: 'second of all' }))
    })
    const entries = await entriesAbout(t.ctx, ada.personId, { limit: 10 })
    assert.deepEqual(
      entries.map(({ reason }) => reason),
      ['second of all', 'first of all'],
    )
    assert.equal(await faultOf(), null)
  })
})

describe('tampering (promise: G-88)', () => {
  beforeEach(async () => {
    await emptied()
    for (let count = 0; count < 6; count++) {
      await append({ by: count % 2 ? null : grace.personId, about: count === 3 ? null : ada.personId })
      t.clock.advanceMs(1500)
    }
    assert.equal((await verifyAudit(t.ctx)).entries, 6)
    assert.equal(await faultOf(), null)
  })

  test('the database itself refuses to change, remove or empty, and to move the end back', async () => {
    for (const statement of [
      "update privacy_audit_entries set kind = 'x' where seq = 2",
      'delete from privacy_audit_entries where seq = 6',
      'truncate privacy_audit_entries',
      'delete from privacy_audit_head',
      'truncate privacy_audit_head',
      'update privacy_audit_head set seq = 5',
    ]) {
      await assert.rejects(t.database.pool.query(statement), /only added to/, statement)
    }
    assert.equal(await faultOf(), null)
  })

  test('a changed byte of any column of any row is found', async () => {
    const columns: readonly (readonly [string, (byte: number) => string])[] = [
      ['seq', (byte) => `seq = seq # (1::bigint << ${byte % 63})`],
      ['at', (byte) => `at = at + interval '${1 + (byte % 1000)} microseconds'`],
      ['kind', (byte) => `kind = overlay(kind placing '~' from ${1 + (byte % 10)} for 1)`],
      ...['actor_mark', 'subject_mark', 'detail', 'reason', 'previous', 'hash'].map(
        (column) =>
          [
            column,
            (byte: number) => {
              const at = `(${byte} % length(${column}))`
              return `${column} = set_byte(${column}, ${at}, get_byte(${column}, ${at}) # ${1 + (byte % 255)})`
            },
          ] as const,
      ),
    ]
    await asIntruder(
      'alter table privacy_audit_entries drop constraint privacy_audit_entries_seq_check',
      'create table kept as select * from privacy_audit_entries',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...columns),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(10_000),
        async ([name, change], seq, byte) => {
          // A part that is not there has no byte: then one is put there.
          const isThere = `exists (select from kept where seq = ${seq} and ${name} is not null)`
          const { rows } = await t.database.pool.query<{ there: boolean }>(`select ${isThere} as there`)
          const changed = rows[0]?.there ? change(byte) : `${name} = '\\x00'`
          await asIntruder(
            // A number that is another's already would be refused by its index before it is found by us.
            `update privacy_audit_entries set ${changed} where seq = ${seq}
             and not exists (select from privacy_audit_entries x where '${name}' = 'seq' and x.seq = (${seq} # (1::bigint << ${byte % 63})))`,
          )
          const { rows: differing } = await t.database.pool.query('table privacy_audit_entries except table kept')
          const fault = await faultOf()
          assert.equal(fault !== null, differing.length > 0, `${name} of ${seq}`)
          await asIntruder('delete from privacy_audit_entries', 'insert into privacy_audit_entries table kept')
        },
      ),
      { numRuns: 150 },
    )
    assert.equal(await faultOf(), null)
    await asIntruder('drop table kept')
  })

  test('an entry that is removed, added, moved or cut off at the end is found', async () => {
    await asIntruder('delete from privacy_audit_entries where seq = 1')
    assert.deepEqual(await faultOf(), { at: 1n, what: 'missing' })
    await emptied()
    for (let count = 0; count < 4; count++) await append()
    await asIntruder('delete from privacy_audit_entries where seq in (3, 4)')
    assert.deepEqual(await faultOf(), { at: 3n, what: 'cut' })
  })

  test('a time that is none is found', async () => {
    await asIntruder("update privacy_audit_entries set at = 'infinity' where seq = 2")
    assert.deepEqual(await faultOf(), { at: 2n, what: 'changed' })
  })

  test('entries in each other’s place are found', async () => {
    await asIntruder(
      'update privacy_audit_entries set seq = case seq when 2 then 200 when 4 then 2 else 4 end where seq in (2, 4)',
    )
    await asIntruder('update privacy_audit_entries set seq = 4 where seq = 200')
    assert.deepEqual(await faultOf(), { at: 2n, what: 'changed' })
  })

  test('an entry after the end, before the beginning, or an end with nothing behind it is found', async () => {
    const copy = (seq: number): string =>
      `insert into privacy_audit_entries select ${seq}, at, kind, actor_mark, subject_mark, detail, reason, hash, hash from privacy_audit_entries where seq = 6`
    await asIntruder(copy(7))
    assert.deepEqual(await faultOf(), { at: 7n, what: 'changed' })
    await asIntruder('delete from privacy_audit_entries')
    assert.deepEqual(await faultOf(), { at: 1n, what: 'cut' })
  })

  test('an end that somebody without the key has moved is found, also one with a chain that fits', async () => {
    await asIntruder('delete from privacy_audit_entries where seq = 6')
    await asIntruder(
      'update privacy_audit_head set seq = 5, hash = (select hash from privacy_audit_entries where seq = 5)',
    )
    assert.deepEqual(await faultOf(), { at: 5n, what: 'end-changed' })
    await asIntruder('delete from privacy_audit_head')
    assert.deepEqual(await faultOf(), { at: 1n, what: 'added' })
  })

  test('every sign of the signature counts', async () => {
    const { rows } = await t.database.pool.query<{ signature: string }>('select signature from privacy_audit_head')
    const signature = rows[0]?.signature ?? ''
    for (let at = 0; at < signature.length; at++) {
      const other = signature[at] === 'A' ? 'B' : 'A'
      await asIntruder(
        `update privacy_audit_head set signature = '${signature.slice(0, at)}${other}${signature.slice(at + 1)}'`,
      )
      assert.equal((await faultOf())?.what, 'end-changed', `sign ${at}`)
    }
    await asIntruder(`update privacy_audit_head set signature = '${signature}'`)
    assert.equal(await faultOf(), null)
  })
})
