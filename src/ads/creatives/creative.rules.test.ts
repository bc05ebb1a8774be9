import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Measured, findingsOf } from './check.rules.ts'
import { isLost, landingProblem, readLanding } from './landing.rules.ts'

describe('a landing page', () => {
  test('is one fixed address with https, as an address writes it', () => {
    assert.deepEqual(readLanding(' https://Shop.example/boots?size=42#top '), {
      address: 'https://shop.example/boots?size=42#top',
    })
  })

  test('is refused with macros, without https, with a name, a port or a bare address', () => {
    const macros = ['{id}', '${id}', '[id]', '%%ID%%', '%7Bid%7D', '%5bid%5d'].map(
      (one) => `https://a.example/?x=${one}`,
    )
    const others = [
      ...['', 'http://a.example/', 'javascript:alert(1)', 'a.example/boots', 'ftp://a.example/', 'https://'],
      ...[
        'https://ada@a.example/',
        'https://a.example:8443/',
        'https://127.0.0.1/',
        'https://2130706433/',
        'https://intranet/',
      ],
      `https://a.example/${'x'.repeat(1000)}`,
    ]
    for (const text of [...macros, ...others]) assert.ok('why' in readLanding(text), text)
  })

  test('that changed since it was looked at is noticed', () => {
    const cases = [
      [{ status: 200, endedAt: 'https://www.a.example/' }, null],
      [{ status: 404, endedAt: 'https://a.example/' }, 'landing-not-found'],
      [{ status: 503, endedAt: 'https://a.example/' }, 'landing-unreachable'],
      [{ failed: 'too-slow' }, 'landing-unreachable'],
      [{ failed: 'not-public' }, 'landing-inside'],
      [{ failed: 'too-big' }, 'landing-too-big'],
      [{ failed: 'wrong-type' }, 'landing-no-page'],
      [{ failed: 'bad-redirect' }, 'landing-not-secure'],
      [{ status: 200, endedAt: 'http://a.example/' }, 'landing-not-secure'],
      [{ status: 200, endedAt: 'https://b.example/' }, 'landing-elsewhere'],
    ] as const
    for (const [seen, problem] of cases) assert.equal(landingProblem(seen, 'a.example'), problem)
  })

  test('is lost at once where it leads elsewhere, and at the second look where that may pass', () => {
    assert.equal(isLost(null, 0), false)
    assert.equal(isLost('landing-unreachable', 1), false)
    assert.equal(isLost('landing-unreachable', 2), true)
    assert.equal(isLost('landing-inside', 1), true)
  })
})

describe('the checks of a creative', () => {
  const good: Measured = {
    ...{ width: 600, height: 400, initialBytes: 50_000, animationMs: 5000, rounds: 3 },
    ...{ palette: ['#808080'], opaque: false },
    ...{ headline: 'Boots that stay dry', text: 'Made in Porto.', callToAction: 'See the boots', landing: null },
  }
  const found = (change: Partial<Measured>): readonly string[] =>
    findingsOf({ ...good, ...change }).map(({ check, gravity }) => `${check} ${gravity}`)

  test('find nothing in one at its bounds', () => assert.deepEqual(found({}), []))

  test('say of each what is wrong, and nothing else', () => {
    assert.deepEqual(found({ width: 199 }), ['size hindrance'])
    assert.deepEqual(found({ width: 1601 }), ['size hindrance'])
    assert.deepEqual(found({ initialBytes: 50_001 }), ['weight hindrance'])
    assert.deepEqual(found({ animationMs: 5001 }), ['animation hindrance'])
    assert.deepEqual(found({ animationMs: 100, rounds: 0 }), ['animation hindrance'])
    assert.deepEqual(found({ palette: ['#ffff00'] }), ['contrast hindrance'])
    assert.deepEqual(found({ palette: [] }), ['contrast hindrance', 'contrast hindrance'])
    assert.deepEqual(found({ palette: ['#777777', '#888888'], opaque: true }), ['contrast remark'])
    assert.deepEqual(found({ palette: ['#777777', '#000000'], opaque: true }), [])
    assert.deepEqual(found({ headline: 'BUY NOW HERE' }), ['words remark'])
    assert.deepEqual(found({ text: 'Your computer has a virus' }), ['words hindrance'])
    assert.deepEqual(found({ landing: 'landing-elsewhere' }), ['landing hindrance'])
  })

  test('give each a reason that says what to do', () => {
    const all = findingsOf({ ...good, width: 9, initialBytes: 9e9, rounds: 0, palette: [] })
    assert.ok(all.length >= 5 && all.every(({ reason }) => reason.length > 40 && reason.endsWith('.')))
  })
})
