import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import fc from 'fast-check'
import { allStores } from '#app'
import * as people from '#accounts/people'
import * as signIn from '#accounts/sign-in'
import { type Store, aloneOf, storesOf, tablesOfSubjects } from '#declaration'
import { findColumns } from '#platform/db'
import { chapterOf } from '#privacy/access'
import { type PartInput, erasePart, whatPartWouldGo } from '#privacy/erasure'
import { chooseIdle } from '#privacy/idle'
import { type TestHouse, openTestCtx } from '#test/house'
import { byConsent } from './by-consent.ts'
import { erasePartParts } from './rights-of-erasure.ts'

const password = 'a lantern in the fog'

suite('one datum, or a group of them', () => {
  let t: TestHouse
  before(async () => {
    t = await openTestCtx({ stores: allStores })
  })
  after(() => t.close())

  interface Somebody {
    readonly actor: people.Actor
    readonly personId: string
  }

  async function member(username: string): Promise<Somebody> {
    const email = `${username}@example.org`
    const { personId } = await people.createMember(t.ctx, { username, email, password, verified: true })
    const from = { address: '127.0.0.1', userAgent: undefined }
    const answer = await signIn.signIn(t.ctx, signIn.SignInInput.parse({ login: username, password }), from)
    assert.equal(answer.step, 'done')
    const actor = await signIn.readSession(t.ctx, answer.token)
    assert.ok(actor)
    await fill(actor)
    return { actor, personId }
  }

  /** Something in everything that goes alone. */
  async function fill(actor: people.Actor): Promise<void> {
    const kept = byConsent(t.ctx)
    const words = `Words ${t.ctx.chance.bytes(6).toString('hex')}`
    await kept.saveProfile(actor, { displayName: words, about: words, profilePublic: true })
    await kept.saveLook(actor, { theme: 'dark', ground: 'black' })
    await chooseIdle(t.ctx, actor, { months: 12 })
    assert.ok(actor.kind === 'member')
    await t.database.pool.query(
      `insert into privacy_support_codes (person_id, code_hash, created_at, expires_at)
       values ($1, decode(repeat('ab', 32), 'hex'), $2, $2::timestamptz + interval '15 minutes') on conflict do nothing`,
      [actor.personId, t.clock.now()],
    )
  }

  /** Every row of every table, as text. */
  async function everyRow(): Promise<ReadonlyMap<string, readonly string[]>> {
    const tables = new Set((await findColumns(t.ctx.db)).map(({ table }) => table))
    const found = new Map<string, readonly string[]>()
    for (const table of tables) {
      const { rows } = await t.database.pool.query<{ line: string }>(
        `select r::text as line from ${table} r order by 1`,
      )
      found.set(
        table,
        rows.map(({ line }) => line),
      )
    }
    return found
  }

  type Rows = Awaited<ReturnType<typeof everyRow>>
  const without = (some: readonly string[], others: readonly string[]): readonly string[] => {
    const left = [...others]
    return some.filter((one) => {
      const at = left.indexOf(one)
      if (at >= 0) left.splice(at, 1)
      return at < 0
    })
  }
  /** What is in `before` and not in `now`, and the other way round, table by table. */
  const changes = (before: Rows, now: Rows) =>
    [...before].flatMap(([table, rows]) => {
      const gone = without(rows, now.get(table) ?? [])
      const come = without(now.get(table) ?? [], rows)
      return gone.length + come.length > 0 ? [{ table, gone, come }] : []
    })

  const erase = (actor: people.Actor, part: PartInput, current = password) =>
    erasePart(t.ctx, erasePartParts, actor, { ...part, current })
  const ofAccounts: ReadonlySet<Store['subject']> = new Set(['member', 'staff'])
  const alone = (store: Store): boolean => {
    const { rowsBy, columns } = store.kind === 'table' ? aloneOf(store) : { rowsBy: null, columns: [] }
    return rowsBy !== null || columns.length > 0
  }

  test('whatever goes alone takes nothing else with it, neither of others nor of one’s own (promise: G-119)', async () => {
    const [ada, bob] = [await member('ada'), await member('bob')]
    // Of those who have no account, each room shows how they take a value out.
    const going = tablesOfSubjects(allStores).filter((store) => alone(store) && ofAccounts.has(store.subject))
    assert.ok(going.length >= 5, 'the control: there is something that goes alone')
    const rowOf = async ({ name }: { readonly name: string }, personId: string): Promise<string> => {
      if (name !== 'accounts_corrections') return personId
      const { rows } = await t.database.pool.query<{ id: string }>(
        'select id from accounts_corrections where person_id = $1 order by id desc limit 1',
        [personId],
      )
      return rows[0]?.id ?? personId
    }
    let taken = 0
    const arbitrary = fc.record({
      at: fc.nat(),
      by: fc.constantFrom('table', 'row', 'other’s row', 'column', 'chapter'),
      who: fc.constantFrom(ada, bob),
    })
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ at, by, who }) => {
        const other = who === ada ? bob : ada
        const store = going[at % going.length] ?? assert.fail()
        const { rowsBy, columns } = aloneOf(store)
        // First, so that there is a row to be named.
        await fill(who.actor)
        const part: PartInput =
          by === 'chapter'
            ? { of: chapterOf(store) }
            : {
                of: store.name,
                row:
                  rowsBy !== null && by.endsWith('row')
                    ? await rowOf(store, (by === 'row' ? who : other).personId)
                    : undefined,
                column: by === 'column' ? columns[at % columns.length] : undefined,
              }
        const told = await whatPartWouldGo(t.ctx, allStores, who.actor, part)
        const before = await everyRow()
        const erased = await erase(who.actor, part)
        const changed = changes(before, await everyRow())

        assert.deepEqual(
          told.pieces.map(({ name, count }) => [name, count]).sort(),
          erased.map(({ table, rows }) => [table, rows]).sort(),
          'what was shown before is what went',
        )
        for (const { table, gone, come } of changed) {
          // The log of acts: that it was done, and no value.
          if (table === 'privacy_audit_head') continue
          if (table === 'privacy_audit_entries') {
            assert.deepEqual(gone, [])
            continue
          }
          for (const line of [...gone, ...come]) {
            assert.ok(line.includes(who.personId) && !line.includes(other.personId), `${table}: ${line}`)
          }
          const isTaken = erased.some((one) => one.table === table)
          // What follows: the end of a yes, and the note of what was changed.
          const follows = table === 'privacy_consents' || (table === 'accounts_corrections' && gone.length === 0)
          assert.ok(isTaken || follows, `${table} is none of it`)
          if (table === 'accounts_people') assert.equal(come.length, 1, 'the account itself stays')
          else if (isTaken) assert.deepEqual(come, [], `nothing comes to ${table}`)
        }
        if (by === 'other’s row' && rowsBy !== null) assert.deepEqual(changed, [], 'a row of somebody else is nothing')
        else assert.ok(erased.length > 0, `${JSON.stringify(part)} took nothing`)
        taken += erased.length
        assert.deepEqual(await erase(who.actor, part), [], 'once more takes nothing, and is no mistake')
      }),
      { numRuns: 40 },
    )
    assert.ok(taken > 20)
  })

  test('the row of one entry, and no other entry of the table', async () => {
    const { actor, personId } = await member('emmy')
    const ids = async (): Promise<readonly string[]> =>
      (
        await t.database.pool.query<{ id: string }>(
          'select id from accounts_corrections where person_id = $1 order by id',
          [personId],
        )
      ).rows.map(({ id }) => id)
    const [first, ...others] = await ids()
    assert.ok(first !== undefined && others.length > 0)
    assert.deepEqual(await erase(actor, { of: 'accounts_corrections', row: first }), [
      { table: 'accounts_corrections', rows: 1 },
    ])
    assert.deepEqual(await ids(), others)
  })

  test('a yes that nothing rests on any more ends with what rested on it, and not before', async () => {
    const { actor, personId } = await member('grace')
    const given = async (): Promise<readonly string[]> =>
      (
        await t.database.pool.query<{ what: string }>(
          'select what from privacy_consents where person_id = $1 and withdrawn_at is null order by what',
          [personId],
        )
      ).rows.map(({ what }) => what)
    assert.deepEqual(await given(), ['look', 'profile-public', 'profile-texts'])
    await erase(actor, { of: 'accounts_preferences' })
    assert.deepEqual(await given(), ['profile-public', 'profile-texts'])
    await erase(actor, { of: 'accounts_people', column: 'about' })
    assert.deepEqual(await given(), ['profile-public', 'profile-texts'], 'the name is still there')
    await erase(actor, { of: 'accounts_people' })
    assert.deepEqual(await given(), ['profile-public'])
  })

  test('needs the password, and what does not go alone is refused with where to read why', async () => {
    const { actor } = await member('lise')
    const before = await everyRow()
    await assert.rejects(erase(actor, { of: 'accounts_people', column: 'about' }, 'a guess'), {
      code: 'current-password-wrong',
    })
    await assert.rejects(erasePart(t.ctx, erasePartParts, actor, { of: 'accounts_people' }), {
      code: 'current-password-missing',
    })
    const system = await people.actorOf(t.ctx, (actor as people.Member).personId, { kind: 'system' })
    await assert.rejects(erase(system, { of: 'accounts_people' }), 'only from a session')
    await assert.rejects(erase(people.visitor, { of: 'accounts_people' }))
    for (const store of tablesOfSubjects(allStores).filter((one) => !alone(one))) {
      await assert.rejects(erase(actor, { of: store.name }), { code: 'data-stays' }, store.name)
    }
    await assert.rejects(erase(actor, { of: 'accounts_people', column: 'username' }), { code: 'data-stays' })
    await assert.rejects(erase(actor, { of: 'accounts_people', row: 'x' }), { code: 'data-stays' })
    await assert.rejects(erase(actor, { of: 'accounts_people', column: 'nothing' }), { code: 'data-not-found' })
    for (const { name } of storesOf(allStores, 'table').filter(({ path }) => path === 'nobody')) {
      await assert.rejects(erase(actor, { of: name }), { code: 'data-not-found' }, name)
    }
    await assert.rejects(erase(actor, { of: 'who', row: 'x' }), { code: 'data-not-found' })
    assert.deepEqual(changes(before, await everyRow()), [])
  })

  test('two who delete the same at once: it is gone once', async () => {
    const { actor } = await member('sofya')
    const taken = await Promise.all([1, 2, 3].map(() => erase(actor, { of: 'who' })))
    assert.equal(taken.filter((erased) => erased.length > 0).length, 1)
  })
})
