import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Rights } from './picture.ts'
import { mergeRights, readRights, tidyRights, writeXmp } from './rights.rules.ts'

const text = fc.string({ unit: 'binary', maxLength: 60 })
const drafts = fc.record(
  { creator: text, copyright: text, credit: text, usageTerms: text, licenceUrl: fc.webUrl() },
  { requiredKeys: [] },
)

test('rights survive being written as XMP and read again, whatever signs are in them', () => {
  fc.assert(
    fc.property(drafts.map(tidyRights), (rights) => {
      const clean = Object.fromEntries(
        Object.entries(rights).filter(([, value]) => !/[\u{fffe}\u{ffff}]/u.test(value as string)),
      ) as Rights
      assert.deepEqual(readRights({ xmp: Buffer.from(writeXmp(clean)) }), clean)
    }),
  )
})

test('no text breaks out of its element', () => {
  const xmp = writeXmp({ creator: '</rdf:li><x:evil/>', licenceUrl: 'https://example.org/"><x:evil/>' })
  assert.ok(!xmp.includes('<x:evil'))
})

test('blocks of any bytes are read without an error and without a loop', () => {
  const noise = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes))
  const withHead = (head: string) => noise.map((rest) => Buffer.concat([Buffer.from(head, 'latin1'), rest]))
  const exif = fc.oneof(
    noise,
    withHead('Exif\0\0II*\0\x08\0\0\0'),
    withHead('Exif\0\0MM\0*\0\0\0\x08'),
    withHead('II*\0\xff\xff\xff\xff'),
  )
  const iptc = fc.oneof(noise, withHead('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\xff\x1c\x02\x50'))
  const xmp = fc.oneof(noise, withHead('<dc:rights><rdf:Alt><rdf:li'))
  fc.assert(
    fc.property(exif, iptc, xmp, (exifBlock, iptcBlock, xmpBlock) => {
      const rights = readRights({ exif: exifBlock, iptc: iptcBlock, xmp: xmpBlock })
      for (const value of Object.values(rights)) assert.ok((value as string).length > 0)
    }),
    { numRuns: 500 },
  )
})

test('each field is one line of bounded length, without signs that turn text around', () => {
  const { creator } = tidyRights({ creator: ` a\r\n\tb\u0000\u202Ec${'x'.repeat(5000)}` })
  assert.match(creator as string, /^a b cx+$/)
  assert.equal(creator?.length, 1000)
})

test('only addresses of the web are licences', () => {
  for (const licenceUrl of [
    'javascript:alert(1)',
    'data:,x',
    'ftp://a.b/',
    'by-sa',
    '',
    `https://a.b/${'x'.repeat(600)}`,
  ]) {
    assert.deepEqual(tidyRights({ licenceUrl }), {})
  }
  assert.deepEqual(tidyRights({ licenceUrl: ' http://a.b/c ' }), { licenceUrl: 'http://a.b/c' })
})

test('the first that has a field decides it', () => {
  assert.deepEqual(mergeRights({ creator: 'a' }, { creator: 'b', copyright: 'c' }), { creator: 'a', copyright: 'c' })
})
