import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { erase, expireRows } from '#test/rights'
import { addressStores } from '#accounts/addresses'
import { addressesOf } from '#accounts/addresses'
import { createApiKey, apiKeysStores, listApiKeys } from '#accounts/api-keys'
import { type Member, createMember, ownAccount, peopleHolder, verifyAddress } from '#accounts/people'
import { forgotPassword, readSession, resetPassword } from '#accounts/sign-in'
import { dayMs } from '#platform/clock'
import { type TestHouse, openTestCtx } from '#test/house'
import {
  ownAddressStores,
  addAddress,
  findUndo,
  listOwnAddresses,
  makePrimary,
  removeAddress,
  undoAddressChange,
} from './index.ts'
import {
  addProven,
  addressesIn,
  enter,
  idOf,
  letterOf,
  ownHandlers,
  ownStores,
  password,
  proven,
  secretIn,
  somebodyIn,
  everythingStored,
  signUpAs,
} from './own-addresses.fixtures.ts'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: [...ownStores, ...apiKeysStores] })
})
after(() => t.close())
const run = (here = t) => here.runJobs(ownHandlers)

const changedMail = 'accounts.address-changed'

/** Makes a new address primary, and returns the secret of the link that the one before got, if it got any. */
async function changeTo(member: Member, email: string, here = t): Promise<string | null> {
  const before = (await listOwnAddresses(here.ctx, member))[0]?.email ?? ''
  const known = (await listOwnAddresses(here.ctx, member)).find((one) => one.email === email)
  await makePrimary(here.ctx, member, { addressId: known?.id ?? (await addProven(here, member, email)) })
  await run(here)
  const letter = letterOf(here, before, changedMail)
  assert.ok(letter, 'the old address is told')
  return letter.text.includes('/undo/') ? secretIn(letter, 'undo') : null
}
const undo = (token: string | null, here = t) => undoAddressChange(here.ctx, { token: token ?? 'none' })

suite('another primary address', () => {
  test('is told to the old one at once, which undoes it by a link: everything is as before and nobody is signed in (promises: G-89, G-134)', async () => {
    const ada = await somebodyIn(t, 'ada')
    const thief = await enter(t, 'ada')
    await forgotPassword(t.ctx, { login: 'ada' })
    await run()
    const oldReset = secretIn(letterOf(t, 'ada@example.org', 'accounts.reset-password'), 'reset')
    const token = await changeTo(ada, 'thief@example.org')
    assert.deepEqual(await addressesIn(t, ada), ['thief@example.org*', 'ada@example.org'])
    await assert.rejects(
      resetPassword(t.ctx, { token: oldReset, password: 'eight louder herons' }),
      { code: 'link-expired' },
      'links sent to the old address are dead',
    )
    const letter = letterOf(t, 'ada@example.org', changedMail)
    assert.doesNotMatch(letter?.text ?? '', /thief@example\.org/, 'whose the new address is, is nobody’s business')
    assert.match(letter?.text.replaceAll('\n', ' ') ?? '', /open this page before 12 January 2026/)
    await forgotPassword(t.ctx, { login: 'ada' })
    await run()
    const thiefsReset = secretIn(letterOf(t, 'thief@example.org', 'accounts.reset-password'), 'reset')

    assert.deepEqual(await findUndo(t.ctx, { token: token ?? '' }), {
      username: 'ada',
      until: new Date(t.clock.now().getTime() + 7 * dayMs),
    })
    assert.deepEqual(await addressesIn(t, ada), ['thief@example.org*', 'ada@example.org'], 'looking changes nothing')
    assert.ok(await readSession(t.ctx, thief))

    await undo(token)
    assert.deepEqual(await addressesIn(t, ada), ['ada@example.org*'])
    assert.equal(await readSession(t.ctx, thief), null)
    await assert.rejects(enter(t, 'thief@example.org'), { code: 'sign-in-failed' })
    await assert.rejects(resetPassword(t.ctx, { token: thiefsReset, password: 'eight louder herons' }), {
      code: 'link-expired',
    })
    await run()
    const reset = letterOf(t, 'ada@example.org', 'accounts.reset-password')
    assert.match(reset?.text.replaceAll('\n', ' ') ?? '', /Your account was taken back by the link in our letter/)
    await resetPassword(t.ctx, { token: secretIn(reset, 'reset'), password: 'eight louder herons' })
    await assert.rejects(enter(t, 'ada'), { code: 'sign-in-failed' })
    await enter(t, 'ada@example.org', undefined, 'eight louder herons')
    await assert.rejects(undo(token), { code: 'link-expired', status: 410 })
  })

  test('the undo touches nothing that it does not say: other addresses and keys stay', async () => {
    const member = await somebodyIn(t, 'grace')
    await addProven(t, member, 'grace@work.example')
    await createApiKey(t.ctx, member, { name: 'backup', scopes: ['images:read'] })
    const token = await changeTo(member, 'grace@new.example')
    await undo(token)
    assert.deepEqual(await addressesIn(t, member), ['grace@example.org*', 'grace@work.example'])
    assert.equal((await listApiKeys(t.ctx, member)).length, 1)
  })

  test('of two undos at the same moment one is done', async () => {
    const member = await somebodyIn(t, 'twice')
    const token = await changeTo(member, 'twice@new.example')
    const both = await Promise.allSettled([undo(token), undo(token), undo(token)])
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected', 'rejected'])
    for (const one of both) if (one.status === 'rejected') assert.equal(one.reason.code, 'link-expired')
    assert.deepEqual(await addressesIn(t, member), ['twice@example.org*'])
  })

  test('an undo and another change at the same moment leave one primary address, and the old one the last word', async () => {
    const member = await somebodyIn(t, 'meanwhile')
    const third = await addProven(t, member, 'meanwhile@third.example')
    const token = await changeTo(member, 'meanwhile@new.example')
    await Promise.allSettled([undo(token), makePrimary(t.ctx, member, { addressId: third })])
    const own = await listOwnAddresses(t.ctx, member)
    assert.equal(own.filter(({ isPrimary }) => isPrimary).length, 1)
    // Where the change came after the undo, the old address was told of it and can undo it in turn.
    if (own[0]?.email === 'meanwhile@third.example') {
      await run()
      await undo(secretIn(letterOf(t, 'meanwhile@example.org', changedMail), 'undo'))
    }
    assert.equal((await listOwnAddresses(t.ctx, member))[0]?.email, 'meanwhile@example.org')
  })

  test('works for 7 days and not a moment longer; then nothing of it is kept', async () => {
    const here = await openTestCtx({ stores: ownStores })
    try {
      const ada = await somebodyIn(here, 'ada')
      const token = await changeTo(ada, 'new@example.org', here)
      here.clock.advanceMs(7 * dayMs - 1)
      assert.equal(await expireRows(here.ctx, ownAddressStores), 0, 'negative control: not earlier')
      await findUndo(here.ctx, { token: token ?? '' })
      here.clock.advanceMs(1)
      await assert.rejects(findUndo(here.ctx, { token: token ?? '' }), { code: 'link-expired' })
      await assert.rejects(undo(token, here), { code: 'link-expired' })
      assert.equal(await expireRows(here.ctx, ownAddressStores), 1)
      assert.deepEqual(await addressesIn(here, ada), ['new@example.org*', 'ada@example.org'])
      here.clock.advanceMs(-1)
      await assert.rejects(undo(token, here), { code: 'link-expired' }, 'gone is gone')
    } finally {
      await here.close()
    }
  })

  test('a letter that is written late has a link that ends with the undo, not later', async () => {
    const here = await openTestCtx({ stores: ownStores })
    try {
      const ada = await somebodyIn(here, 'ada')
      const addressId = await addProven(here, ada, 'new@example.org')
      await makePrimary(here.ctx, ada, { addressId })
      here.clock.advanceMs(6 * dayMs)
      await run(here)
      const token = secretIn(letterOf(here, 'ada@example.org', changedMail), 'undo')
      here.clock.advanceMs(dayMs - 1)
      await findUndo(here.ctx, { token })
      here.clock.advanceMs(1)
      await assert.rejects(undo(token, here), { code: 'link-expired' })
    } finally {
      await here.close()
    }
  })
})

suite('an old address that was removed', () => {
  test('is kept sealed for the undo: it signs in no more, nobody else can prove it, and the undo brings it back', async () => {
    const ada = await somebodyIn(t, 'kept')
    const token = await changeTo(ada, 'kept@thief.example')
    await removeAddress(t.ctx, ada, { addressId: await idOf(t, ada, 'kept@example.org') })
    assert.deepEqual(await addressesIn(t, ada), ['kept@thief.example*'])
    await assert.rejects(enter(t, 'kept@example.org'), { code: 'sign-in-failed' })
    assert.ok(!(await everythingStored(t)).includes('kept@example.org'))

    await signUpAs(t, 'squatter', 'kept@example.org')
    await run()
    assert.equal(letterOf(t, 'kept@example.org', 'accounts.verify-address'), undefined)
    const told = letterOf(t, 'kept@example.org', 'accounts.already-member')
    assert.match(told?.text.replaceAll('\n', ' ') ?? '', /belonged to the account kept until a few days ago/)
    await assert.rejects(
      createMember(t.ctx, { username: 'forced', email: 'kept@example.org', password, verified: true }),
      { code: 'email-taken' },
    )

    await undo(token)
    assert.deepEqual(await addressesIn(t, ada), ['kept@example.org*'])
    await enter(t, 'kept@example.org')
  })

  test('is deleted when the undo ends; then others can have it', async () => {
    const here = await openTestCtx({ stores: ownStores })
    try {
      const ada = await somebodyIn(here, 'ada')
      await changeTo(ada, 'new@example.org', here)
      await removeAddress(here.ctx, ada, { addressId: await idOf(here, ada, 'ada@example.org') })
      here.clock.advanceMs(7 * dayMs - 1)
      assert.equal(await expireRows(here.ctx, addressStores), 0)
      assert.equal((await addressesOf(here.ctx, ada.personId)).length, 2, 'negative control: it is kept')
      here.clock.advanceMs(1)
      // Not swept away yet, and in nobody's way all the same.
      await signUpAs(here, 'next', 'ada@example.org')
      await run(here)
      const letter = letterOf(here, 'ada@example.org', 'accounts.verify-address')
      await verifyAddress(here.ctx, { token: secretIn(letter, 'verify') })
      assert.equal((await addressesOf(here.ctx, ada.personId)).length, 1)
      await enter(here, 'ada@example.org')
    } finally {
      await here.close()
    }
  })

  test('is deleted by the sweep too', async () => {
    const here = await openTestCtx({ stores: ownStores })
    try {
      const ada = await somebodyIn(here, 'ada')
      await changeTo(ada, 'new@example.org', here)
      await removeAddress(here.ctx, ada, { addressId: await idOf(here, ada, 'ada@example.org') })
      here.clock.advanceMs(7 * dayMs)
      assert.equal(await expireRows(here.ctx, addressStores), 1)
      assert.equal((await addressesOf(here.ctx, ada.personId)).length, 1)
    } finally {
      await here.close()
    }
  })

  test('can be taken back by its owner without another letter, since nobody else could have it', async () => {
    const ada = await somebodyIn(t, 'back')
    await changeTo(ada, 'back@new.example')
    await removeAddress(t.ctx, ada, { addressId: await idOf(t, ada, 'back@example.org') })
    assert.deepEqual(await addAddress(t.ctx, ada, { email: 'Back@example.org' }), { outcome: 'back' })
    assert.deepEqual(await addressesIn(t, ada), ['back@new.example*', 'back@example.org'])
  })

  test('goes at once with the account', async () => {
    const ada = await somebodyIn(t, 'leaving')
    await changeTo(ada, 'leaving@new.example')
    await removeAddress(t.ctx, ada, { addressId: await idOf(t, ada, 'leaving@example.org') })
    await erase(t.ctx, ownStores, ada.personId, [peopleHolder])
    assert.deepEqual(await addressesOf(t.ctx, ada.personId), [])
    assert.ok(!(await everythingStored(t)).includes(ada.personId))
    await createMember(t.ctx, { username: 'arriving', email: 'leaving@example.org', password, verified: true })
  })
})

suite('several changes one after the other', () => {
  test('the oldest address undoes them all, and the link of the one in between dies', async () => {
    const ada = await somebodyIn(t, 'chain')
    const first = await changeTo(ada, 'chain@second.example')
    t.clock.advanceMs(1000)
    const second = await changeTo(ada, 'chain@third.example')
    await undo(first)
    assert.deepEqual(await addressesIn(t, ada), ['chain@example.org*'])
    await assert.rejects(undo(second), { code: 'link-expired' })
  })

  test('the one in between undoes only what came after it, and the oldest still has the last word', async () => {
    const ada = await somebodyIn(t, 'steps')
    const first = await changeTo(ada, 'steps@second.example')
    t.clock.advanceMs(1000)
    const second = await changeTo(ada, 'steps@third.example')
    await undo(second)
    assert.deepEqual(await addressesIn(t, ada), ['steps@second.example*', 'steps@example.org'])
    await undo(first)
    assert.deepEqual(await addressesIn(t, ada), ['steps@example.org*'])
  })

  test('an address that went back to the oldest by hand gets no say over it', async () => {
    const ada = await somebodyIn(t, 'byhand')
    const first = await changeTo(ada, 'byhand@thief.example')
    t.clock.advanceMs(1000)
    const middle = await changeTo(ada, 'byhand@second.example')
    t.clock.advanceMs(1000)
    assert.equal(await changeTo(await proven(t, 'byhand'), 'byhand@example.org'), null, 'told, without a link')
    await assert.rejects(undo(middle), { code: 'link-expired' })
    await undo(first)
    assert.deepEqual(await addressesIn(t, ada), ['byhand@example.org*'])
  })

  test('the newest link of an address undoes also what an older one would have', async () => {
    const ada = await somebodyIn(t, 'again')
    const older = await changeTo(ada, 'again@second.example')
    t.clock.advanceMs(1000)
    await changeTo(ada, 'again@example.org')
    t.clock.advanceMs(1000)
    const newer = await changeTo(ada, 'again@third.example')
    await assert.rejects(undo(older), { code: 'link-expired' }, 'a newer link replaces it')
    await undo(newer)
    assert.deepEqual(await addressesIn(t, ada), ['again@example.org*'])
    assert.equal((await ownAccount(t.ctx, ada)).email, 'again@example.org')
  })

  test('what was removed in between does not come back', async () => {
    const ada = await somebodyIn(t, 'removed')
    const first = await changeTo(ada, 'removed@second.example')
    t.clock.advanceMs(1000)
    await changeTo(ada, 'removed@third.example')
    await removeAddress(t.ctx, ada, { addressId: await idOf(t, ada, 'removed@second.example') })
    await undo(first)
    assert.deepEqual(await addressesIn(t, ada), ['removed@example.org*'])
    assert.equal((await addressesOf(t.ctx, ada.personId)).length, 1)
  })
})

test('only hashes of the links are stored', async () => {
  const ada = await somebodyIn(t, 'hashed')
  const token = (await changeTo(ada, 'hashed@new.example')) ?? ''
  const everything = await everythingStored(t)
  assert.ok(everything.includes('hashed'), 'negative control')
  assert.ok(!everything.includes(token))
  assert.ok(!everything.includes(Buffer.from(token).toString('hex')))
})
