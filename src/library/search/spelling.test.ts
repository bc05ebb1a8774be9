import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as fc from 'fast-check'
import { seededChance } from '#platform/chance'
import type { Id } from '#platform/ids'
import { type TestHouse, openTestCtx } from '#test/house'
import { FindInput, findPictures, searchStores } from './index.ts'
import { aPublicPicture, anOwner } from './search.fixtures.ts'
import { deletionsOf, editsAllowed, editsBetween, wordsNear } from './spelling.rules.ts'
import { vocabulary } from './vocabulary.fixtures.ts'

const chance = seededChance('typos')
const below = (bound: number): number => chance.bytes(4).readUInt32LE() % bound
const letter = (): string => String.fromCharCode(97 + below(26))

/** A slip of the finger: a letter left out, put in, replaced by another, or two neighbours swapped. */
function slip(word: string): string {
  const letters = Array.from(word)
  const at = below(letters.length)
  const kinds = [
    () => letters.toSpliced(at, 1),
    () => letters.toSpliced(at, 0, letter()),
    () => letters.toSpliced(at, 1, letter()),
    () => letters.toSpliced(at, 2, letters[at + 1] ?? letter(), letters[at] ?? ''),
  ]
  const slipped = kinds[below(kinds.length)]?.().join('') ?? word
  return slipped === word ? slip(word) : slipped
}

/** Words and typos of them: one in words of four letters and more, two in words of six; a shorter word is then another. */
function typos(edits: 1 | 2): { word: string; typo: string }[] {
  return vocabulary
    .filter((word) => word.length > (edits === 1 ? 3 : 5))
    .map((word) => ({ word, typo: edits === 1 ? slip(word) : slip(slip(word)) }))
    .filter(({ typo }) => !vocabulary.includes(typo))
}

const share = (found: number, all: number): string => `${((100 * found) / all).toFixed(1)} % of ${all}`

describe('spelling', () => {
  test('two words within two edits always share what is left of them', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e'), minLength: 4, maxLength: 14 })
    fc.assert(
      fc.property(word, word, (one, other) => {
        if (editsBetween(one, other, 2) > 2) return
        const left = new Set(deletionsOf(one))
        assert.ok(
          deletionsOf(other).some((hash) => left.has(hash)),
          `${one} ${other}`,
        )
      }),
      { numRuns: 3000 },
    )
    for (const one of vocabulary) {
      if (editsAllowed(one) === 0) continue
      const left = new Set(deletionsOf(one))
      const typo = slip(one)
      assert.ok(
        deletionsOf(typo).some((hash) => left.has(hash)),
        `${one} ${typo}`,
      )
    }
  })

  test('edits are counted as people make them', () => {
    const cases: readonly [string, string, number][] = [
      ['flower', 'flower', 0],
      ['flower', 'folwer', 1],
      ['flower', 'flowr', 1],
      ['flower', 'floower', 1],
      ['flower', 'glower', 1],
      ['flower', 'folwr', 2],
      ['flower', 'tower', 2],
      ['flower', 'shower', 2],
      ['flower', 'power', 2],
      ['flower', 'chair', 3],
      ['größe', 'grösse', 2],
      ['', 'ab', 2],
    ]
    for (const [one, other, edits] of cases) {
      assert.equal(editsBetween(one, other, 2), edits, `${one} ${other}`)
      assert.equal(editsBetween(other, one, 2), edits, `${other} ${one}`)
    }
  })

  test('the nearest words come first, then those that begin alike, then the commoner', () => {
    const known = (word: string, pictures: number) => ({ word, pictures })
    const words = [known('shower', 9), known('flower', 1), known('flowers', 5), known('tower', 99), known('flow', 1)]
    const named = (word: string) => {
      const { nearest, further } = wordsNear(word, words)
      return [nearest.map((near) => near.word), further.map((near) => near.word)]
    }
    assert.deepEqual(named('folwer'), [['flower'], ['flowers', 'tower']])
    assert.deepEqual(named('folw'), [['flow'], []])
    assert.deepEqual(named('hower'), [['tower', 'shower'], []])
    assert.deepEqual(named('xyz'), [[], []])
    assert.deepEqual(wordsNear('ab', [known('abc', 1)]).nearest, [])
  })

  for (const edits of [1, 2] as const) {
    test(`of words with ${edits} typos at least 95 % are still recognised`, (context) => {
      const known = vocabulary.map((word) => ({ word, pictures: 1 }))
      const tries = Array.from({ length: 5 }, () => typos(edits)).flat()
      const right = tries.filter(({ word, typo }) =>
        [wordsNear(typo, known)].some(({ nearest, further }) =>
          [...nearest, ...further].some((near) => near.word === word),
        ),
      )
      context.diagnostic(`${edits} typos: ${share(right.length, tries.length)} recognised`)
      assert.ok(right.length >= 0.95 * tries.length)
    })
  }
})

describe('search', () => {
  let t: TestHouse
  let owner: Id<'person'>
  before(async () => {
    t = await openTestCtx({ stores: searchStores })
    owner = await anOwner(t.ctx)
  })
  after(() => t.close())

  test('of pictures asked for by a word with one or two typos at least 95 % are found', async (context) => {
    const byWord = new Map<string, string>()
    for (const word of vocabulary) byWord.set(word, (await aPublicPicture(t.ctx, owner, { title: word })).imageId)
    let found = 0
    const tries = [...typos(1), ...typos(2)].filter((_, place) => place % 4 === 0)
    for (const { word, typo } of tries) {
      const { ids } = await findPictures(t.ctx, FindInput.parse({ q: typo }))
      if (ids.some((id) => id === byWord.get(word))) found += 1
    }
    context.diagnostic(`${share(found, tries.length)} found`)
    assert.ok(found >= 0.95 * tries.length)
  })
})
