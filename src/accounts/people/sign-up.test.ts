import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { mayWrite } from '#accounts/letters'
import { personByLogin } from '#accounts/members'
import { dayMs } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { type TestHouse, dump, formsOf, openTestCtx, rowCounts } from '#test/house'
import {
  ResendVerificationInput,
  SignUpInput,
  actorOf,
  createMember,
  ownAccount,
  memberByUsername,
  peopleHandlers,
  peopleHolder,
  peopleStores,
  requireActive,
  resendVerification,
  signUp,
  verifyAddress,
} from './index.ts'
import { aMember, aPassword, aSignUp, current, letterTo, signedUp, tokenIn } from './people.fixtures.ts'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: peopleStores })
})
after(() => t.close())

const run = () => t.runJobs(peopleHandlers)
const statusOf = async (username: string): Promise<string | undefined> => (await personByLogin(t.ctx, username))?.status

suite('signing up', () => {
  test('an account is opened by the link in the letter, and what was agreed to is kept (promise: G-18)', async () => {
    assert.deepEqual(await signUp(t.ctx, aSignUp(), current), { outcome: 'check-mail' })
    await run()
    const letter = letterTo(t, 'ada@example.org')
    assert.equal(letter?.kind, 'accounts.verify-address')
    assert.equal(letter?.to, 'ada@example.org')
    assert.equal(await statusOf('ada'), 'unverified')

    const { personId } = await verifyAddress(t.ctx, { token: tokenIn(letter) })
    const account = await ownAccount(t.ctx, await actorOf(t.ctx, personId, { kind: 'system' }))
    assert.equal(account.username, 'ada')
    assert.equal(account.email, 'ada@example.org')
    assert.equal(account.emailVerified, true)
    assert.equal(account.profilePublic, false)
    assert.deepEqual(
      account.agreements.map(({ document, version }) => [document, version]),
      [
        ['privacy', '1'],
        ['storage-region', 'United States'],
        ['terms', '1'],
      ],
    )
    assert.equal(await statusOf('ada'), 'active')
  })

  test('only a user name, an address and a password are asked for, and nothing optional is filled in (promise: G-22)', async () => {
    const member = await signedUp(t, 'grace')
    const account = await ownAccount(t.ctx, member)
    assert.deepEqual([account.displayName, account.about], [null, null])
  })

  test('until its address is verified an account can do nothing but that (promise: G-21)', async () => {
    const member = await aMember(t.ctx, 'pending', false)
    assert.throws(() => requireActive(member), { code: 'verify-first' })
    assert.equal((await ownAccount(t.ctx, member)).emailVerified, false)
  })

  test('without a tick for policy, terms and region of storage there is no account (promise: G-35)', () => {
    for (const tick of ['agreePrivacy', 'agreeTerms', 'agreeRegion'] as const) {
      const { [tick]: _, ...without } = aSignUp()
      const parsed = SignUpInput.safeParse(without)
      assert.deepEqual(
        parsed.error?.issues.map(({ path }) => path),
        [[tick]],
      )
      assert.equal(SignUpInput.safeParse({ ...without, [tick]: 'off' }).success, false)
      assert.equal(SignUpInput.safeParse({ ...without, [tick]: true }).success, true)
    }
  })

  test('who agreed to a text that is no longer in force is asked again', async () => {
    await assert.rejects(signUp(t.ctx, aSignUp({ username: 'late', privacyVersion: '0' }), current), {
      code: 'terms-changed',
    })
    await assert.rejects(signUp(t.ctx, aSignUp({ username: 'late', termsVersion: '0' }), current), {
      code: 'terms-changed',
    })
    assert.equal(await memberByUsername(t.ctx, 'late'), null)
  })

  test('a user name belongs to one person, whatever its case, and a reserved one to nobody (promise: G-19)', async () => {
    await aMember(t.ctx, 'Marie')
    for (const username of ['marie', 'MARIE', 'Marie', 'admin', 'Vitrine']) {
      await assert.rejects(signUp(t.ctx, aSignUp({ username, email: 'new@example.org' }), current), (error) => {
        assert.ok(error instanceof Refusal)
        assert.deepEqual(
          [error.code, error.status, Object.keys(error.fields ?? {})],
          ['username-taken', 409, ['username']],
        )
        return true
      })
    }
    assert.equal((await memberByUsername(t.ctx, 'mArIe'))?.username, 'Marie', 'the case is kept')
  })

  test('of two who want one name at the same moment one gets it', async () => {
    const both = await Promise.allSettled([
      signUp(t.ctx, aSignUp({ username: 'rivals', email: 'one@example.org' }), current),
      signUp(t.ctx, aSignUp({ username: 'Rivals', email: 'two@example.org' }), current),
    ])
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const lost = both.find((one) => one.status === 'rejected')
    assert.equal(lost?.reason.code, 'username-taken')
    assert.equal(
      (await t.ctx.db.selectFrom('accounts_people').where('username', 'ilike', 'rivals').select('id').execute()).length,
      1,
    )
  })

  test('a password that is among the first to be guessed is refused, with a reason for its field', async () => {
    for (const password of [
      'password2024!',
      'qwertyuiop',
      '1234567890',
      'aaaaaaaaaaaa',
      'Emmy12345',
      'emmy@example.org',
    ]) {
      if (password.length < 10) {
        assert.equal(SignUpInput.safeParse(aSignUp({ password })).success, false)
        continue
      }
      const input = aSignUp({ username: 'emmy', email: 'emmy@example.org', password })
      await assert.rejects(signUp(t.ctx, input, current), { code: 'password-too-weak' }, password)
    }
    assert.equal(await memberByUsername(t.ctx, 'emmy'), null)
  })

  test('a place that makes very many accounts is refused for a while, another is not', async () => {
    const input = aSignUp({ username: 'crowd', email: 'crowd@example.org' })
    const from = { address: '198.51.100.1' }
    for (let i = 0; i < 60; i++) await mayWrite(t.ctx, 'sign-up', `crowd-${i}@example.org`, from)
    await assert.rejects(signUp(t.ctx, input, current, from), { code: 'too-many-tries', status: 429 })
    await signUp(t.ctx, input, current, { address: '198.51.100.2' })
  })

  test('looking for a free name uses up no letters', async () => {
    const from = { address: '198.51.100.3' }
    const email = 'picky@example.org'
    for (const username of ['ada', 'grace', 'Marie', 'admin', 'crowd']) {
      await assert.rejects(signUp(t.ctx, aSignUp({ username, email }), current, from), { code: 'username-taken' })
    }
    await signUp(t.ctx, aSignUp({ username: 'picky', email }), current, from)
    await run()
    tokenIn(letterTo(t, email))
  })
})

suite('who is known here is not told', () => {
  test('the same answer, the same rows and the same work whether the address belongs to somebody or not', async () => {
    await aMember(t.ctx, 'known')
    const difference = async (input: SignUpInput) => {
      const beforehand = await rowCounts(t)
      const answer = await signUp(t.ctx, input, current)
      const afterwards = await rowCounts(t)
      const changed = Object.entries(afterwards).map(([table, count]) => [table, count - (beforehand[table] ?? 0)])
      return { answer, changed: changed.filter(([, count]) => count !== 0) }
    }
    const unknown = await difference(aSignUp({ username: 'probe-one', email: 'unknown@example.org' }))
    const known = await difference(aSignUp({ username: 'probe-two', email: 'Known@Example.ORG' }))
    assert.deepEqual(known, unknown)
    assert.ok(known.changed.length >= 5, 'negative control: rows were written')
    // Not even afterwards: the name is gone and the account waits for its address in both cases.
    assert.equal(await statusOf('probe-two'), await statusOf('probe-one'))
  })

  test('the letter tells the owner of the address, and opens nothing', async () => {
    await run()
    const letters = t.letters.filter(({ to }) => to.toLowerCase() === 'known@example.org')
    assert.deepEqual(
      letters.map(({ kind }) => kind),
      ['accounts.already-member'],
    )
    assert.match(letters[0]?.text ?? '', /its user name is known\./)
    assert.doesNotMatch(letters[0]?.text ?? '', /\/verify\/|probe-two/)
    assert.equal(
      t.letters.filter(({ to }) => to === 'unknown@example.org')[0]?.kind,
      'accounts.verify-address',
      'negative control',
    )
    assert.equal((await personByLogin(t.ctx, 'known@example.org'))?.status, 'active')
  })

  test('of two who claim one address the first to prove it has it', async () => {
    await Promise.all([
      signUp(t.ctx, aSignUp({ username: 'claim-one', email: 'shared@example.org' }), current),
      signUp(t.ctx, aSignUp({ username: 'claim-two', email: 'Shared@example.org' }), current),
    ])
    await run()
    const letters = t.letters.filter(({ to }) => to.toLowerCase() === 'shared@example.org')
    assert.equal(letters.length, 2)
    const both = await Promise.allSettled(letters.map((letter) => verifyAddress(t.ctx, { token: tokenIn(letter) })))
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    assert.equal(both.find((one) => one.status === 'rejected')?.reason.code, 'link-expired')
    const statuses = new Set([await statusOf('claim-one'), await statusOf('claim-two')])
    assert.deepEqual(statuses, new Set(['active', 'unverified']))
  })

  test('the operator is told that an address is taken', async () => {
    const input = { username: 'second', email: 'known@example.org', password: aPassword, verified: true }
    await assert.rejects(createMember(t.ctx, input), { code: 'email-taken' })
    assert.equal(await memberByUsername(t.ctx, 'second'), null, 'nothing of it stays')
  })
})

suite('the link', () => {
  test('works once, also when it is opened twice at the same moment (promise: S-52)', async () => {
    await signUp(t.ctx, aSignUp({ username: 'once', email: 'once@example.org' }), current)
    await run()
    const token = tokenIn(letterTo(t, 'once@example.org'))
    const both = await Promise.allSettled([verifyAddress(t.ctx, { token }), verifyAddress(t.ctx, { token })])
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    await assert.rejects(verifyAddress(t.ctx, { token }), { code: 'link-expired', status: 410 })
  })

  test('works for a day, and no longer', async () => {
    await signUp(t.ctx, aSignUp({ username: 'tardy', email: 'tardy@example.org' }), current)
    await run()
    const token = tokenIn(letterTo(t, 'tardy@example.org'))
    t.clock.advanceMs(dayMs)
    await assert.rejects(verifyAddress(t.ctx, { token }), { code: 'link-expired' })
    t.clock.advanceMs(-1)
    await verifyAddress(t.ctx, { token })
  })

  test('is replaced by a newer one, which is written to whoever asks with the same answer', async () => {
    await signUp(t.ctx, aSignUp({ username: 'again', email: 'again@example.org' }), current)
    await run()
    const old = tokenIn(letterTo(t, 'again@example.org'))
    const sent = t.letters.length
    for (const login of ['AGAIN', 'nobody-here', 'nobody@example.org', 'ada']) {
      const answer = await resendVerification(t.ctx, ResendVerificationInput.parse({ login }))
      assert.deepEqual(answer, { outcome: 'check-mail' })
    }
    await run()
    assert.equal(t.letters.length, sent + 1, 'only who waits for it gets a letter')
    await assert.rejects(verifyAddress(t.ctx, { token: old }), { code: 'link-expired' })
    await verifyAddress(t.ctx, { token: tokenIn(letterTo(t, 'again@example.org')) })
  })

  test('can be asked for by address, and no mailbox is flooded', async () => {
    await signUp(t.ctx, aSignUp({ username: 'patient', email: 'patient@example.org' }), current)
    await run()
    const sent = t.letters.length
    for (let i = 0; i < 6; i++) {
      assert.deepEqual(await resendVerification(t.ctx, { login: 'Patient@example.org' }), { outcome: 'check-mail' })
      await run()
    }
    assert.equal(t.letters.length, sent + 3)
    await verifyAddress(t.ctx, { token: tokenIn(letterTo(t, 'patient@example.org')) })
  })
})

suite('children', () => {
  test('an answer under 13 stores nothing and says nothing, whatever else was typed (promise: G-37)', async () => {
    const beforehand = await rowCounts(t)
    const young = { birthYear: t.ctx.clock.now().getUTCFullYear() - 12, birthMonth: 6 }
    for (const input of [
      aSignUp({ ...young, username: 'child', email: 'child@example.org' }),
      aSignUp({ ...young, username: 'ada' }),
      aSignUp({ ...young, username: 'child', password: 'password123' }),
      aSignUp({ ...young, username: 'child', privacyVersion: '0' }),
    ]) {
      await assert.rejects(signUp(t.ctx, input, current), (error) => {
        assert.ok(error instanceof Refusal)
        assert.deepEqual([error.code, error.status], ['sign-up-not-possible', 403])
        assert.doesNotMatch(error.message, /age|old|young|born|birth|year|13/i)
        return true
      })
    }
    assert.deepEqual(await rowCounts(t), beforehand)
    await signUp(t.ctx, aSignUp({ username: 'adult', email: 'adult@example.org' }), current)
    assert.notDeepEqual(await rowCounts(t), beforehand, 'negative control')
  })
})

suite('what is kept', () => {
  test('neither password, nor address, nor date of birth, nor link can be read in any table, queue or log (promises: G-20, G-21)', async () => {
    const password = 'Marker-Passw\u00f6rd-77c1'
    const email = 'Marker-Address-5e0b@example.org'
    await signUp(t.ctx, aSignUp({ username: 'marked', email, password, birthYear: 1923 }), current)
    const queued = await dump(t)
    assert.match(queued, /accounts\.write-verification/, 'negative control: the dump sees the queue')
    await run()
    const letter = t.letters.find(({ to }) => to === email)
    assert.ok(letter, 'negative control: the address can be used')
    const token = tokenIn(letter)
    const stored = await dump(t)
    await verifyAddress(t.ctx, { token })
    const everything = [queued, stored, await dump(t), t.logLines.join('\n')].join('\n')

    assert.ok(everything.includes('marked'), 'negative control: the dump sees user names')
    for (const marker of [password, email, email.split('@')[0] ?? '', token]) {
      for (const form of formsOf(marker)) assert.ok(!everything.includes(form), form)
    }
    assert.doesNotMatch(everything, /[:"]1923[-",}]/)
    for (const { text, subject } of t.letters) assert.ok(!`${subject}\n${text}`.includes(password))
  })

  test('a password is kept as argon2id (promise: G-20)', async () => {
    const rows = await t.ctx.db.selectFrom('accounts_passwords').select('hash').execute()
    assert.ok(rows.length > 0)
    for (const { hash } of rows) assert.match(hash, /^\$argon2id\$v=19\$m=32768,t=3,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  })

  test('an account that is never verified goes after 14 days, with its key; a verified one stays', async () => {
    const here = await openTestCtx({ stores: peopleStores })
    try {
      const kept = await aMember(here.ctx, 'kept')
      await signUp(here.ctx, aSignUp({ username: 'forgotten', email: 'forgotten@example.org' }), current)
      here.clock.advanceMs(14 * dayMs - 1)
      await peopleHolder.retain?.(here.ctx)
      assert.ok(await memberByUsername(here.ctx, 'forgotten'), 'negative control: not a moment earlier')
      here.clock.advanceMs(1)
      await peopleHolder.retain?.(here.ctx)
      assert.equal(await memberByUsername(here.ctx, 'forgotten'), null)
      const counts = await rowCounts(here)
      assert.equal(counts['public.accounts_people'], 1)
      assert.equal(counts['public.accounts_addresses'], 1)
      assert.equal(counts['public.accounts_passwords'], 1)
      assert.equal(counts['public.accounts_agreements'], 0)
      assert.equal(counts['public.platform_subject_keys'], 1)
      assert.equal((await ownAccount(here.ctx, kept)).email, 'kept@example.org')
      await here.runJobs(peopleHandlers)
      assert.equal(here.letters.length, 0, 'a letter that waits is not written to who is gone')
    } finally {
      await here.close()
    }
  })
})
