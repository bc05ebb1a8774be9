import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { seededChance } from '#platform/chance'
import { Refusal } from '#platform/refusal'
import { type Limit, networkOf, openThrottle } from './index.ts'

const thrice: Limit = { name: 'test', tries: 3, withinMs: 60_000 }
const open = () => openThrottle({ chance: seededChance('throttle') })
const tooMany = (error: unknown): boolean => error instanceof Refusal && error.code === 'too-many-tries'

suite('limits', () => {
  test('the try past the limit is refused, and says when to come back', async () => {
    const throttle = open()
    for (let i = 0; i < 3; i++) await throttle.take(thrice, 'ada')
    await assert.rejects(throttle.take(thrice, 'ada'), (error) => {
      assert.ok(error instanceof Refusal)
      assert.equal(error.status, 429)
      assert.ok(error.retryAfterSeconds !== undefined && error.retryAfterSeconds > 50 && error.retryAfterSeconds <= 60)
      return true
    })
    assert.equal(await throttle.allows(thrice, 'ada'), false)
  })

  test('of tries made at once only as many pass as the limit says', async () => {
    const throttle = open()
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => throttle.take(thrice, 'ada')))
    assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 3)
  })

  test('one count is never taken for another', async () => {
    const throttle = open()
    for (let i = 0; i < 3; i++) await throttle.take(thrice, 'a', 'bc')
    await throttle.take(thrice, 'ab', 'c')
    await throttle.take({ ...thrice, name: 'another' }, 'a', 'bc')
    await assert.rejects(throttle.take(thrice, 'a', 'bc'), tooMany)
  })

  test('when the time is over, counting begins anew', async (t) => {
    t.mock.timers.enable({ apis: ['Date', 'setTimeout'] })
    const throttle = open()
    for (let i = 0; i < 3; i++) await throttle.take(thrice, 'ada')
    await assert.rejects(throttle.take(thrice, 'ada'), tooMany)
    t.mock.timers.tick(60_001)
    await throttle.take(thrice, 'ada')
  })

  test('a try given back or forgotten does not count', async () => {
    const throttle = open()
    for (let i = 0; i < 10; i++) {
      await throttle.take(thrice, 'ada')
      await throttle.giveBack(thrice, 'ada')
    }
    for (let i = 0; i < 3; i++) await throttle.take(thrice, 'ada')
    await throttle.forget(thrice, 'ada')
    await throttle.take(thrice, 'ada')
  })

  test('past a slow limit the answer comes late, but it comes', async () => {
    const throttle = open()
    const limit = { name: 'slow', tries: 1, withinMs: 60_000, pauseMs: 60 }
    const timed = async (): Promise<number> => {
      const began = performance.now()
      await throttle.slow(limit, 'ada')
      return performance.now() - began
    }
    assert.ok((await timed()) < 50)
    assert.ok((await timed()) >= 55)
  })

  test('whose tries are counted is known only by a number that another process cannot make', async (t) => {
    const keys = t.mock.method(RateLimiterMemory.prototype, 'penalty')
    for (const seed of ['one', 'one', 'two']) {
      await openThrottle({ chance: seededChance(seed) }).take(thrice, '192.0.2.77', 'ada@example.org')
    }
    const [first, again, elsewhere] = keys.mock.calls.map((call) => String(call.arguments[0]))
    assert.match(first ?? '', /^[\w-]{43}$/)
    assert.equal(first, again)
    assert.notEqual(first, elsewhere)
  })
})

suite('turns', () => {
  test('costly work is done a few at a time, in order, and beyond the line it is refused', async () => {
    const throttle = open()
    const turns = { name: 'hashing', atOnce: 2, waitingMax: 3 }
    const begun: number[] = []
    const ends: (() => void)[] = []
    const work = (number: number) => () => {
      begun.push(number)
      return new Promise<void>((end) => ends.push(end))
    }
    const all = [0, 1, 2, 3, 4].map((number) => throttle.inTurn(turns, work(number)))
    assert.deepEqual(begun, [0, 1])
    await assert.rejects(throttle.inTurn(turns, work(5)), { code: 'too-busy' })
    for (let done = 1; done <= 5; done++) {
      ends.shift()?.()
      await new Promise(setImmediate)
      assert.equal(begun.length, Math.min(5, done + 2), 'one ends, one begins')
    }
    await Promise.all(all)
    assert.deepEqual(begun, [0, 1, 2, 3, 4])
  })

  test('work that fails frees its place', async () => {
    const throttle = open()
    const turns = { name: 'hashing', atOnce: 1, waitingMax: 0 }
    await assert.rejects(
      throttle.inTurn(turns, () => Promise.reject(new Error('no'))),
      /no/,
    )
    assert.equal(await throttle.inTurn(turns, async () => 'done'), 'done')
  })
})

test('the network of a client is its IPv4 address or the first 56 bits of its IPv6 address', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['2001:db8:1:2345:6789::1', '2001:db8:1:2300::/56'],
    ['2001:db8:1:23ff::9', '2001:db8:1:2300::/56'],
    ['2001:db8:1:2400::9', '2001:db8:1:2400::/56'],
    ['::1', '0:0:0:0::/56'],
    ['fe80::1%eth0', 'fe80:0:0:0::/56'],
    ['2001:db8::', '2001:db8:0:0::/56'],
    ['', 'unknown'],
    ['not an address', 'unknown'],
  ]
  for (const [address, network] of cases) assert.equal(networkOf(address), network, address)
})
