import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, suite, test } from 'node:test'
import { addressesOf } from '#accounts/addresses'
import { type Member, actorOf, createMember, peopleStores } from '#accounts/people'
import { auditStores } from '#privacy/audit'
import { inTransaction } from '#platform/context'
import { openDatabase } from '#platform/db'
import { openLog } from '#platform/log'
import type { Refusal } from '#platform/refusal'
import { type TestHouse, openTestCtx } from '#test/house'
import {
  type Consentable,
  type GivenYes,
  type Yes,
  consentStores,
  consentsOf,
  giveConsent,
  mayUse,
  mayWriteTo,
  register,
  requireConsent,
  whoSaysYes,
  withdrawConsent,
} from './index.ts'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: [...peopleStores, ...auditStores, ...consentStores] })
})
after(() => t.close())

let count = 0
async function aMember(): Promise<Member> {
  const username = `person${++count}`
  const { personId } = await createMember(t.ctx, {
    username,
    email: `${username}@example.org`,
    password: 'a lantern in the fog',
    verified: true,
  })
  return actorOf(t.ctx, personId, { kind: 'system' })
}

const give = (yes: GivenYes, of?: readonly Consentable[]) => inTransaction(t.ctx, (tx) => giveConsent(tx, yes, of))
const withdraw = (yes: Yes, of?: readonly Consentable[]) => inTransaction(t.ctx, (tx) => withdrawConsent(tx, yes, of))
const historyOf = async ({ personId }: Member, what: string) =>
  (await consentsOf(t.ctx, personId)).find((one) => one.what === what)?.history ?? []
const refuses = (code: string) => (error: Refusal) => error.code === code

const letters: Consentable = {
  what: 'letters',
  purpose: 'site.operate',
  per: 'address',
  title: 'Letters',
  wordings: ['Write to me.'],
  ifNot: 'None come.',
  takenBack: 'None come.',
  given: 'tick',
  page: '/',
}

suite('what people say yes to', () => {
  test('a yes is kept with its words, version, time and way; and so is its end (promise: G-102)', async () => {
    const ada = await aMember()
    await give({ personId: ada.personId, what: 'storage-region', named: 'Iceland', channel: 'form', version: 1 })
    const givenAt = t.clock.now()
    t.clock.advanceMs(1000)
    assert.ok(await withdraw({ personId: ada.personId, what: 'storage-region' }))
    assert.deepEqual(await historyOf(ada, 'storage-region'), [
      {
        version: 1,
        text: 'I agree that my pictures are stored in this country: Iceland.',
        channel: 'form',
        givenAt,
        withdrawnAt: t.clock.now(),
        addressId: null,
      },
    ])
    assert.equal(await withdraw({ personId: ada.personId, what: 'storage-region' }), false, 'nothing more to take back')
  })

  test('the same yes twice is one; in other words it is a new one and ends the older', async () => {
    const ada = await aMember()
    const yes = { personId: ada.personId, what: 'storage-region', channel: 'form' } as const
    await give({ ...yes, named: 'Iceland' })
    await give({ ...yes, named: 'Iceland' })
    assert.equal((await historyOf(ada, 'storage-region')).length, 1)
    t.clock.advanceMs(1000)
    await give({ ...yes, named: 'Norway' })
    const history = await historyOf(ada, 'storage-region')
    assert.deepEqual(
      history.map(({ withdrawnAt }) => withdrawnAt),
      [null, t.clock.now()],
    )
  })

  test('who was shown other words is asked again, and what is not on the list cannot be said yes to', async () => {
    const { personId } = await aMember()
    const yes = { personId, what: 'profile-public', channel: 'settings' } as const
    await assert.rejects(give({ ...yes, version: 7 }), refuses('wording-changed'))
    await assert.rejects(give({ ...yes, what: 'everything' }), refuses('consent-not-known'))
    await assert.rejects(withdraw({ personId, what: 'everything' }), refuses('consent-not-known'))
    assert.equal(await mayUse(t.ctx, personId, 'profile.show'), false)
  })

  test('it opens its purpose for its person alone, until it is taken back', async () => {
    const [ada, eve] = [await aMember(), await aMember()]
    const ids = [ada.personId, eve.personId]
    await assert.rejects(requireConsent(t.ctx, ada.personId, 'profile.show'), refuses('consent-needed'))
    await give({ personId: ada.personId, what: 'profile-public', channel: 'settings' })
    assert.deepEqual([...(await whoSaysYes(t.ctx, ids, 'profile.show'))], [ada.personId])
    assert.equal(await mayUse(t.ctx, ada.personId, 'profile.fill'), false, 'another purpose')
    await requireConsent(t.ctx, ada.personId, 'profile.show')
    await withdraw({ personId: ada.personId, what: 'profile-public' })
    assert.equal((await whoSaysYes(t.ctx, ids, 'profile.show')).size, 0)
  })

  test('one to letters is to one proven address of oneself', async () => {
    const [ada, eve] = [await aMember(), await aMember()]
    const [own] = await addressesOf(t.ctx, ada.personId)
    const [other] = await addressesOf(t.ctx, eve.personId)
    assert.ok(own && other)
    const yes = { personId: ada.personId, what: 'letters', channel: 'settings' } as const
    await assert.rejects(give(yes, [letters]), refuses('address-not-yours'))
    await assert.rejects(give({ ...yes, addressId: other.addressId }, [letters]), refuses('address-not-yours'))
    await give({ ...yes, addressId: own.addressId }, [letters])
    assert.ok(await mayWriteTo(t.ctx, `${ada.username}@example.org`, 'site.operate'))
    for (const address of [`${eve.username}@example.org`, 'nobody@example.org']) {
      assert.equal(await mayWriteTo(t.ctx, address, 'site.operate'), false, address)
    }
    assert.equal(await mayWriteTo(t.ctx, `${ada.username}@example.org`, 'profile.show'), false, 'another purpose')
  })

  test('a yes taken back in one process is one no longer in another, at once (promise: G-102)', async () => {
    const { personId } = await aMember()
    const log = openLog({ level: 'warn' })
    const other = openDatabase({ connection: t.connection, connectionsMax: 1, log })
    try {
      await give({ personId, what: 'profile-public', channel: 'settings' })
      assert.ok(await mayUse({ db: other.kysely }, personId, 'profile.show'))
      await withdraw({ personId, what: 'profile-public' })
      assert.equal(await mayUse({ db: other.kysely }, personId, 'profile.show'), false)
    } finally {
      await other.close()
    }
  })

  test('yes and no at once, many times, end in one state: never two living, and the last to commit holds', async () => {
    const ada = await aMember()
    const yes = { personId: ada.personId, what: 'profile-public', channel: 'settings' } as const
    for (let round = 0; round < 5; round++) {
      await Promise.all(Array.from({ length: 8 }, (_, turn) => (turn % 2 === 0 ? give(yes) : withdraw(yes))))
      const living = (await historyOf(ada, 'profile-public')).filter(({ withdrawnAt }) => withdrawnAt === null).length
      assert.ok(living <= 1, `${living} living`)
      assert.equal(await mayUse(t.ctx, ada.personId, 'profile.show'), living === 1)
    }
    await Promise.all([give(yes), give(yes), give(yes)])
    assert.equal((await historyOf(ada, 'profile-public')).filter((one) => one.withdrawnAt === null).length, 1)
    await Promise.all([withdraw(yes), withdraw(yes)])
    assert.equal(await mayUse(t.ctx, ada.personId, 'profile.show'), false)
  })

  test('what failed in the same transaction is no yes', async () => {
    const { personId } = await aMember()
    const failing = inTransaction(t.ctx, async (tx) => {
      await giveConsent(tx, { personId, what: 'profile-public', channel: 'settings' })
      throw new Error('what follows failed')
    })
    await assert.rejects(failing, /what follows failed/)
    assert.equal(await mayUse(t.ctx, personId, 'profile.show'), false)
  })

  test('every entry opens a purpose of its own that waits for a yes', () => {
    const purposes = register.map(({ purpose }) => purpose)
    assert.equal(new Set(purposes).size, purposes.length)
    assert.equal(new Set(register.map(({ what }) => what)).size, register.length)
  })

  test('words that were shown never change: other words are a new version', () => {
    const shown = register.flatMap(({ what, wordings }) =>
      wordings.map((words, at) => `${what} ${at + 1} ${createHash('sha256').update(words).digest('hex').slice(0, 12)}`),
    )
    assert.deepEqual(shown, [
      'storage-region 1 4df3be9840a6',
      'profile-public 1 0fd225154b7d',
      'profile-texts 1 4b6b830a9a7d',
      'look 1 91d0b8fdb865',
    ])
  })
})
