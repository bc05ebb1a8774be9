import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { apiKeysStores, createApiKey } from '#accounts/api-keys'
import { renameMember } from '#accounts/members'
import { ownAddressStores } from '#accounts/own-addresses'
import { newRecoveryCodes } from '#accounts/authenticators'
import {
  type Member,
  actorOf,
  createMember,
  editProfile,
  ownAccount,
  peopleHandlers,
  peopleHolder,
  peopleStores,
} from '#accounts/people'
import { rolesStores } from '#accounts/roles'
import { type Store, disagreements } from '#declaration'
import { addressesOf } from '#accounts/addresses'
import { dayMs, later } from '#platform/clock'
import { inTransaction } from '#platform/context'
import { findColumns } from '#platform/db'
import { newId } from '#platform/ids'
import { type TestHouse, openTestCtx } from '#test/house'
import { erase, shownTo } from '#test/rights'
import { forgotPassword, offerAuthenticator, readSession, signInHandlers, signInStores } from './index.ts'
import { signedIn } from '#test/sign-in'

const stores: readonly Store[] = [
  ...peopleStores,
  ...rolesStores,
  ...signInStores,
  ...apiKeysStores,
  ...ownAddressStores,
]
const password = 'seven quiet herons'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores })
})
after(() => t.close())

/** Somebody with a row in every table of the wing. */
async function somebodyWithEverything(username: string): Promise<Member> {
  const input = {
    username: `once-${username}`,
    email: `${username}@example.org`,
    password,
    verified: true,
    roles: ['support'] as const,
  }
  const actor = await actorOf(t.ctx, (await createMember(t.ctx, input)).personId, { kind: 'system' })
  await inTransaction(t.ctx, (tx) => renameMember(tx, actor.personId, username))
  await editProfile(t.ctx, actor, {
    displayName: `Display of ${username}`,
    about: `About ${username}`,
    profilePublic: true,
  })
  await createApiKey(t.ctx, actor, { name: `Key of ${username}`, scopes: ['me:read'] })
  const { token } = await signedIn(t.ctx, { login: username, password })
  await offerAuthenticator(t.ctx, (await readSession(t.ctx, token)) ?? actor)
  await inTransaction(t.ctx, (tx) => newRecoveryCodes(tx, actor.personId))
  await forgotPassword(t.ctx, { login: username })
  await t.runJobs([...peopleHandlers, ...signInHandlers])
  const agreement = { document: 'privacy', version: '1', agreed_at: t.clock.now() }
  await t.ctx.db
    .insertInto('accounts_agreements')
    .values({ person_id: actor.personId, ...agreement })
    .execute()
  const times = { changed_at: t.clock.now(), undo_until: later(t.clock.now(), dayMs) }
  const [address] = await addressesOf(t.ctx, actor.personId)
  await t.ctx.db
    .insertInto('accounts_address_changes')
    .values({
      id: newId(t.ctx),
      person_id: actor.personId,
      from_address_id: address?.addressId ?? '',
      to_address_id: null,
      ...times,
    })
    .execute()
  return actor
}

const show = (personId: string) => shownTo(t.ctx, stores, personId)
/** Of recovery codes there are ten, of corrections one for each text and the name; of everything else one. */
const rowsOf = (store: string): number => ({ accounts_recovery_codes: 10, accounts_corrections: 4 })[store] ?? 1
const tables = stores.filter((store) => store.kind === 'table')

suite('what the wing holds on a person', () => {
  test('is declared to the last column', async () => {
    const found = (await findColumns(t.ctx.db)).filter(({ table }) => tables.some(({ name }) => name === table))
    assert.deepEqual(disagreements(stores, found), [])
    const planted = [...found, { table: 'accounts_people', column: 'birthday', type: 'date', indexes: [] }]
    assert.deepEqual(disagreements(stores, planted), [
      { problem: 'undeclared-column', name: 'accounts_people.birthday' },
    ])
  })

  test('what identifies is said to do so: name, password, address, display name (promise: G-23)', () => {
    const identifies = (name: string, column: string) =>
      tables.find((table) => table.name === name)?.columns[column]?.identifies
    assert.equal(identifies('accounts_people', 'username'), 'combined')
    assert.equal(identifies('accounts_passwords', 'hash'), 'combined')
    assert.equal(identifies('accounts_addresses', 'email'), 'alone')
    assert.equal(identifies('accounts_people', 'display_name'), 'alone')
  })

  test('is shown to them: every table, every value but those that prove who they are', async () => {
    const ada = await somebodyWithEverything('ada')
    const held = await show(ada.personId)
    assert.deepEqual(held.map(({ store }) => store).sort(), tables.map(({ name }) => name).sort())
    for (const { store, rows } of held) {
      assert.equal(rows.length, rowsOf(store), store)
      const declared = Object.entries(tables.find(({ name }) => name === store)?.columns ?? {})
      const secret = ['hash', 'key_hash', 'token_hash', 'email_index', 'name_index', 'code_hash', 'secret']
      assert.deepEqual(
        Object.keys(rows[0] ?? {}).sort(),
        declared
          .map(([name]) => name)
          .filter((name) => !secret.includes(name))
          .sort(),
      )
    }
    assert.match(JSON.stringify(held), /"email":"ada@example.org"/)
  })

  test('goes with them, and with their key; what others have stays', async () => {
    const [gone, stays] = [await somebodyWithEverything('gone'), await somebodyWithEverything('stays')]
    const { rows } = await t.database.pool.query<{ email: Buffer }>(
      'select email from accounts_addresses where person_id = $1',
      [gone.personId],
    )
    const erased = await erase(t.ctx, stores, gone.personId, [peopleHolder])
    assert.deepEqual(erased.map(({ table }) => table).sort(), tables.map(({ name }) => name).sort())
    assert.deepEqual(await erase(t.ctx, stores, gone.personId, [peopleHolder]), [], 'a second time there is nothing')
    for (const { store, rows: left } of await show(gone.personId)) assert.deepEqual(left, [], store)
    for (const { store, rows: left } of await show(stays.personId)) assert.equal(left.length, rowsOf(store), store)
    assert.equal((await ownAccount(t.ctx, stays)).email, 'stays@example.org')
    const place = { column: 'accounts_addresses.email', subjectId: gone.personId }
    const copy = rows[0]?.email ?? assert.fail('negative control: there was an address')
    assert.equal(await t.ctx.vault.open(t.ctx.db, place, copy, 'account.provide'), null, 'a copy cannot be read')
    await assert.rejects(ownAccount(t.ctx, gone), { code: 'member-not-found' })
    await createMember(t.ctx, { username: 'other', email: 'gone@example.org', password, verified: true })
  })

  test('cannot be read for a purpose that is not declared', async () => {
    const place = { column: 'accounts_addresses.email', subjectId: 'whoever' }
    await assert.rejects(
      t.ctx.vault.open(t.ctx.db, place, Buffer.alloc(40), 'content.find'),
      /not declared for the purpose/,
    )
  })
})
