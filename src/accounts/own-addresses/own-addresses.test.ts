import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expireRows } from '#test/rights'
import { addressStores } from '#accounts/addresses'
import { type Member, createMember, requireActive, verifyAddress, visitor } from '#accounts/people'
import { forgotPassword } from '#accounts/sign-in'
import { dayMs, minuteMs } from '#platform/clock'
import { type TestHouse, openTestCtx } from '#test/house'
import { addAddress, listOwnAddresses, makePrimary, removeAddress, resendAddressLink } from './index.ts'
import {
  addProven,
  addressesIn,
  enter,
  idOf,
  letterOf,
  ownHandlers,
  ownStores,
  proven,
  secretIn,
  somebodyIn,
  everythingStored,
  formsOf,
  signUpAs,
} from './own-addresses.fixtures.ts'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: ownStores })
})
after(() => t.close())
const run = () => t.runJobs(ownHandlers)

suite('adding an address', () => {
  test('it does nothing until the link in its letter is opened, then it signs in (promise: G-89)', async () => {
    const ada = await somebodyIn(t, 'ada')
    assert.deepEqual(await addAddress(t.ctx, ada, { email: 'ada@work.example' }), { outcome: 'check-mail' })
    assert.deepEqual(await addressesIn(t, ada), ['ada@example.org*', 'ada@work.example?'])
    await assert.rejects(enter(t, 'ada@work.example'), { code: 'sign-in-failed' })
    await assert.rejects(makePrimary(t.ctx, ada, { addressId: await idOf(t, ada, 'ada@work.example') }), {
      code: 'address-not-proven',
    })
    await run()
    const letter = letterOf(t, 'ada@work.example', 'accounts.verify-address')
    assert.match(letter?.text ?? '', /The account with the user name ada wants to add this e-mail address/)
    assert.match(letter?.text.replaceAll('\n', ' ') ?? '', /into the settings of an account/)
    const done = await verifyAddress(t.ctx, { token: secretIn(letter, 'verify') })
    assert.deepEqual(done, { personId: ada.personId, isPrimary: false })
    await enter(t, 'ada@work.example')
    assert.deepEqual(await addressesIn(t, ada), ['ada@example.org*', 'ada@work.example'])
  })

  test('letters about the account go to the primary one, whichever names it (promise: G-134)', async () => {
    const member = await somebodyIn(t, 'lise')
    await addProven(t, member, 'lise@work.example')
    await forgotPassword(t.ctx, { login: 'lise@work.example' })
    await run()
    assert.ok(letterOf(t, 'lise@example.org', 'accounts.reset-password'))
    assert.equal(letterOf(t, 'lise@work.example', 'accounts.reset-password'), undefined)
  })

  test('whether it is known elsewhere is told to its owner only, and they keep it', async () => {
    const mallory = await somebodyIn(t, 'mallory')
    await somebodyIn(t, 'owner')
    const known = await addAddress(t.ctx, mallory, { email: 'owner@example.org' })
    const unknown = await addAddress(t.ctx, mallory, { email: 'unknown@example.org' })
    assert.deepEqual(known, unknown)
    const shown = await listOwnAddresses(t.ctx, mallory)
    const keys = shown.slice(1).map(({ isPrimary, proven: is }) => [isPrimary, is])
    assert.deepEqual(keys, [
      [false, false],
      [false, false],
    ])
    await run()
    assert.equal(letterOf(t, 'owner@example.org', 'accounts.verify-address'), undefined)
    const told = letterOf(t, 'owner@example.org', 'accounts.already-member')?.text.replaceAll('\n', ' ') ?? ''
    assert.match(told, /tried to add this e-mail address to another account\. You have one already/)
    assert.doesNotMatch(told, /mallory|verify\//)
    assert.ok(letterOf(t, 'unknown@example.org', 'accounts.verify-address'), 'negative control')
  })

  test('of two who wait for one address the first to prove it has it, at the same moment too', async () => {
    const both = [await somebodyIn(t, 'left'), await somebodyIn(t, 'right')]
    for (const member of both) await addAddress(t.ctx, member, { email: 'shared@example.org' })
    await run()
    const letters = t.letters.filter(({ to }) => to === 'shared@example.org')
    assert.equal(letters.length, 2)
    const tries = await Promise.allSettled(
      letters.map((letter) => verifyAddress(t.ctx, { token: secretIn(letter, 'verify') })),
    )
    assert.deepEqual(tries.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    assert.equal(tries.find((one) => one.status === 'rejected')?.reason.code, 'link-expired')
    const states = await Promise.all(both.map((member) => addressesIn(t, member)))
    assert.deepEqual(states.map(([, second]) => second).sort(), ['shared@example.org', 'shared@example.org?'])
  })

  test('there are five at most, also of ten added at the same moment, and each once', async () => {
    const member = await somebodyIn(t, 'many')
    const tries = await Promise.allSettled(
      Array.from({ length: 9 }, (_, index) => addAddress(t.ctx, member, { email: `many-${index % 8}@example.org` })),
    )
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 4)
    assert.equal((await listOwnAddresses(t.ctx, member)).length, 5)
    const codes = new Set(tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : [])))
    assert.ok(codes.has('too-many-addresses'))
    await assert.rejects(addAddress(t.ctx, member, { email: 'Many@example.org' }), { code: 'address-is-yours' })
  })

  test('nobody is flooded: not a mailbox by one member, not many mailboxes', async () => {
    const member = await somebodyIn(t, 'eager')
    await addAddress(t.ctx, member, { email: 'victim@example.org' })
    const addressId = await idOf(t, member, 'victim@example.org')
    for (let i = 0; i < 5; i++) assert.ok(await resendAddressLink(t.ctx, member, { addressId }))
    await run()
    assert.equal(t.letters.filter(({ to }) => to === 'victim@example.org').length, 3)
    await removeAddress(t.ctx, member, { addressId })
    for (let i = 0; i < 9; i++) {
      await addAddress(t.ctx, member, { email: `victim-${i}@example.org` })
      await removeAddress(t.ctx, member, { addressId: await idOf(t, member, `victim-${i}@example.org`) })
    }
    await assert.rejects(addAddress(t.ctx, member, { email: 'one-more@example.org' }), { code: 'too-many-tries' })
  })

  test('one that is not proven in 14 days goes; proven ones stay', async () => {
    const here = await openTestCtx({ stores: ownStores })
    try {
      const member = await somebodyIn(here, 'ada')
      await addProven(here, member, 'kept@example.org')
      await addAddress(here.ctx, member, { email: 'waiting@example.org' })
      here.clock.advanceMs(14 * dayMs - 1)
      assert.equal(await expireRows(here.ctx, addressStores), 0)
      here.clock.advanceMs(1)
      assert.equal(await expireRows(here.ctx, addressStores), 1)
      assert.deepEqual(await addressesIn(here, member), ['ada@example.org*', 'kept@example.org'])
    } finally {
      await here.close()
    }
  })

  test('no address can be read in any table, queue or log', async () => {
    const member = await somebodyIn(t, 'marked')
    const email = 'Marker-Further-77d1@example.org'
    await addAddress(t.ctx, member, { email })
    const queued = await everythingStored(t)
    await run()
    const everything = `${queued}\n${await everythingStored(t)}`
    assert.ok(everything.includes('marked'), 'negative control: the dump sees user names')
    assert.ok(letterOf(t, email, 'accounts.verify-address'), 'negative control: the address can be used')
    for (const form of [...formsOf(email), ...formsOf('Marker-Further-77d1')]) assert.ok(!everything.includes(form))
  })
})

suite('who may', () => {
  test('what decides who gets in needs a proof of the last ten minutes', async () => {
    const member = await somebodyIn(t, 'idle')
    const addressId = await addProven(t, member, 'idle@work.example')
    t.clock.advanceMs(10 * minuteMs + 1)
    for (const act of [
      () => addAddress(t.ctx, member, { email: 'more@example.org' }),
      () => makePrimary(t.ctx, member, { addressId }),
      () => removeAddress(t.ctx, member, { addressId }),
    ]) {
      await assert.rejects(act(), { code: 'prove-again' })
    }
    assert.deepEqual(await addressesIn(t, member), ['idle@example.org*', 'idle@work.example'])
    await makePrimary(t.ctx, await proven(t, 'idle'), { addressId })
    assert.deepEqual(await addressesIn(t, member), ['idle@work.example*', 'idle@example.org'], 'negative control')
  })

  test('an address of somebody else answers like none, and visitors and keys have none', async () => {
    const [one, other] = [await somebodyIn(t, 'one'), await somebodyIn(t, 'other')]
    const addressId = await addProven(t, other, 'other@work.example')
    for (const id of [addressId, 'adr_00000000000000000000000000', 'nonsense']) {
      for (const act of [makePrimary, removeAddress, resendAddressLink]) {
        await assert.rejects(act(t.ctx, one, { addressId: id }), { code: 'address-not-found', status: 404 })
      }
    }
    await assert.rejects(listOwnAddresses(t.ctx, visitor), { code: 'sign-in-needed' })
    const key = { ...one, via: { kind: 'api-key', keyId: 'k', scopes: new Set(['me:read']) } } as unknown as Member
    await assert.rejects(listOwnAddresses(t.ctx, key), { code: 'scope-missing' })
    await assert.rejects(addAddress(t.ctx, key, { email: 'key@example.org' }), { code: 'scope-missing' })
    assert.deepEqual(await addressesIn(t, other), ['other@example.org*', 'other@work.example'])
  })

  test('the primary one stays; a further one goes and signs in no longer, and is free for others', async () => {
    const member = await somebodyIn(t, 'tidy')
    const addressId = await addProven(t, member, 'tidy@work.example')
    await assert.rejects(removeAddress(t.ctx, member, { addressId: await idOf(t, member, 'tidy@example.org') }), {
      code: 'address-is-primary',
    })
    await enter(t, 'tidy@work.example')
    await removeAddress(t.ctx, member, { addressId })
    await assert.rejects(enter(t, 'tidy@work.example'), { code: 'sign-in-failed' })
    const next = await createMember(t.ctx, {
      username: 'next-tidy',
      email: 'tidy@work.example',
      password: 'seven quiet herons',
      verified: true,
    })
    assert.ok(next.personId)
  })

  test('an account that is not verified yet adds none', async () => {
    await signUpAs(t, 'pending', 'pending@example.org')
    const member = await proven(t, 'pending')
    assert.throws(() => requireActive(member), { code: 'verify-first' })
    await assert.rejects(addAddress(t.ctx, member, { email: 'other@example.org' }), { code: 'verify-first' })
  })
})
