import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { formats, interests, prepareAnswer, sectorOffers, serviceOffers, verticals } from './index.ts'

const asked = fc.record({
  interests: fc.array(fc.constantFrom(...interests), { minLength: 1, maxLength: 6 }),
  vertical: fc.option(fc.constantFrom(...verticals), { nil: null }),
  site: fc.constantFrom(null, 'https://paper.example/a?b=c', 'http://xn--zrich-kva.example:8080'),
})

/** Words that promise what only an agreement may. */
const promising =
  /guarantee|revenue of|\d|%|€|\$|\btoday\b|at once|immediately|always pays|you will earn|free of charge/i

describe('a prepared answer', () => {
  test('is there for every service that was asked about, once, and for no other', () => {
    fc.assert(
      fc.property(asked, (one) => {
        assert.deepEqual(
          prepareAnswer(one).map(({ topic }) => topic),
          [...new Set(one.interests)],
        )
      }),
    )
  })

  test('tells each sector something else', () => {
    for (const topic of interests.filter((one) => one !== 'library')) {
      const texts = verticals.map(
        (vertical) => prepareAnswer({ interests: [topic], vertical, site: null })[0]?.text ?? '',
      )
      assert.ok(texts.every((text) => text.length > 200))
      assert.equal(new Set(texts).size, verticals.length, topic)
    }
  })

  test('names the pictures, the format and what is kept apart of the sector that was told, and asks where none was', () => {
    for (const vertical of verticals) {
      const [{ text = '', formats: shown = [] } = {}] = prepareAnswer({
        interests: ['publisher'],
        vertical,
        site: null,
      })
      const { pictures, first, apart } = sectorOffers[vertical]
      for (const part of [pictures, formats[first], apart]) assert.ok(text.includes(part), `${vertical}: ${part}`)
      assert.equal(shown[0], first)
    }
    const [unknown] = prepareAnswer({ interests: ['publisher'], vertical: null, site: null })
    assert.match(unknown?.text ?? '', /tell us which sector/)
  })

  test('names the host of a site and nothing else of its address', () => {
    const [one] = prepareAnswer({
      interests: ['publisher'],
      vertical: 'news',
      site: 'https://paper.example/secret?user=7',
    })
    assert.match(one?.text ?? '', /paper\.example/)
    assert.doesNotMatch(one?.text ?? '', /secret|user/)
  })

  test('promises no money, no figure and no day, whatever was asked', () => {
    fc.assert(
      fc.property(asked, (one) => {
        for (const { text } of prepareAnswer({ ...one, site: null })) {
          assert.doesNotMatch(text, promising)
        }
      }),
    )
    assert.match('You will earn 70% from today.', promising, 'the negative control')
  })

  test('says of every service that needs one that nothing begins before an agreement', () => {
    for (const [service, { next }] of Object.entries(serviceOffers)) {
      assert.equal(/before an agreement is signed/.test(next), service !== 'library', service)
    }
  })
})
