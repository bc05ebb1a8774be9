import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isPageOf as isPageOfTag } from '../../tag/page-pattern.rules.ts'
import { contrastOf } from './contrast.rules.ts'
import { isPageOf, readPagePattern } from './page-pattern.rules.ts'
import { readSelector } from './selector.rules.ts'

describe('a selector of pictures', () => {
  for (const [written, kept] of [
    ['img', 'img'],
    ['  main   img.photo ', 'main img.photo'],
    ['article>img,figure img', 'article > img, figure img'],
    ['img:not(.logo):not([alt=""])', 'img:not(.logo):not([alt=""])'],
    ["a[rel~='x'] ~ img[src$=.webp]", 'a[rel~="x"] ~ img[src$=".webp"]'],
    ["a[rel~='x'] ~ img[src$='.webp' I]", 'a[rel~="x"] ~ img[src$=".webp" i]'],
    [`img[alt='say "hi"']`, String.raw`img[alt="say \"hi\""]`],
    ['#größe .bild-1 + *', '#größe .bild-1 + *'],
    ['img:has(a)', null],
    ['img:hover', null],
    ['img::before', null],
    ['img{}', null],
    ['img,', null],
    [',img', null],
    ['> img', null],
    ['img >', null],
    ['img[src="a\\"]', null],
    ['img[src="a', null],
    ['img:not(a b)', null],
    ['.1st', null],
    ['"img', null],
    ['.a\\:b', String.raw`.a\:b`],
    ['svg|a', null],
    ['a || b', null],
    ['[a!=b]', null],
    [':is(img)', null],
    ['img</style><script>', null],
    ['/* */ img', null],
    ['a b c d e f g h', 'a b c d e f g h'],
    ['a b c d e f g h i', null],
    ['', null],
    ['i'.repeat(201), null],
  ] as const) {
    test(`${JSON.stringify(written.slice(0, 40))} ${kept === null ? 'is refused with a reason' : 'is kept'}`, () => {
      const read = readSelector(written)
      if (kept === null) assert.ok('why' in read && read.why.length > 10)
      else assert.deepEqual(read, { selector: kept })
    })
  }

  test('is the same when it is read again, whatever was written', () => {
    const piece = fc.constantFrom(
      'img',
      '*',
      '.a',
      '#b',
      '[c]',
      '[d="e f"]',
      ':not(.g)',
      ' ',
      ' > ',
      ',',
      '~',
      '"',
      ')',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const read = readSelector(pieces.join(''))
        if ('selector' in read) assert.deepEqual(readSelector(read.selector), read)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('pages on which there is never an ad', () => {
  for (const [pattern, path, means] of [
    ['/private/**', '/private', true],
    ['/private/**', '/private/', true],
    ['/private/**', '/private/a/b.html', true],
    ['/private/**', '/privately', false],
    ['/private/*', '/private', false],
    ['/private/*', '/private/a', true],
    ['/private/*', '/private/a/b', false],
    ['/*/print', '/2026/print', true],
    ['/*/print', '/2026/11/print', false],
    ['/**/print', '/print', true],
    ['/**/print', '/2026/11/print/', true],
    ['/**/a/**/b', '/a/a/x/b', true],
    ['/**/a/**/b', '/b/a', false],
    ['/news/*-obituary-*.html', '/news/2026-obituary-smith.html', true],
    ['/news/*-obituary-*.html', '/news/obituary.html', false],
    ['/', '/', true],
    ['/', '/a', false],
    ['/**', '/anything/at/all', true],
    ['/über/*', '/%C3%BCber/uns', true],
    ['/private', '/PRIVATE', true],
    ['/private', '//private', true],
    ['/private', '/%70rivate', true],
    ['/100%/a', '/100%/a', true],
  ] as const) {
    test(`${pattern} ${means ? 'means' : 'does not mean'} ${path}`, () => {
      assert.equal(isPageOf(pattern, path), means)
      assert.equal(isPageOfTag(pattern, path), means, 'by the tag')
    })
  }

  test('are the same to the tag as to the house', () => {
    const piece = fc.constantFrom('/', '/', 'a', 'B', '*', '**', '/**/', '%41', '%', 'ü', '-')
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join('')}`)
    fc.assert(
      fc.property(text, text, (pattern, path) => isPageOf(pattern, path) === isPageOfTag(pattern, path)),
      { numRuns: 2000 },
    )
  })

  for (const wrong of [
    'private',
    'https://example.org/a',
    '/a?b',
    '/a#b',
    '/a b',
    '/a/../b',
    '/a**',
    `/${'a'.repeat(200)}`,
  ]) {
    test(`${wrong.slice(0, 30)} is no pattern`, () => assert.ok('why' in readPagePattern(wrong)))
  }

  test('a pattern without gaps means its own page, and one more part at the end is another page', () => {
    const part = fc.stringMatching(/^[a-z0-9._-]{1,8}$/).filter((text) => text !== '.' && text !== '..')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const path = `/${parts.join('/')}`
        assert.ok(isPageOf(path, path))
        assert.ok(!isPageOf(path, `${path}/x`))
        assert.ok(isPageOf(`${path}/**`, `${path}/x/y`))
      }),
    )
  })

  test('many gaps are gone through in bounded time', () => {
    const pattern = `/${'*a'.repeat(90)}`
    const widest = `/${Array.from({ length: 40 }, () => '**/a').join('/')}/b`
    for (let again = 0; again < 20; again++) {
      assert.equal(isPageOf(pattern, `/${'a'.repeat(2000)}b`), false)
      assert.equal(isPageOf(widest, '/a'.repeat(1000)), false)
      assert.equal(isPageOfTag(widest, '/a'.repeat(1000)), false)
    }
  })
})

describe('the contrast of two colours', () => {
  for (const [one, other, ratio] of [
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#767676', '#ffffff', 4.54],
    ['#777777', '#ffffff', 4.48],
    ['#0000ff', '#ffffff', 8.59],
  ] as const) {
    test(`of ${one} and ${other} is ${ratio}`, () => {
      assert.equal(Math.round(contrastOf(one, other) * 100) / 100, ratio)
      assert.equal(contrastOf(one, other), contrastOf(other, one))
    })
  }
})
