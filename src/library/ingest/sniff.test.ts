import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { sniff, sniffBytes } from '#library/ingest'
import { Refusal } from '#platform/refusal'
import { waves } from './ingest.fixtures.ts'
import { isSvg } from './sniff.ts'

describe('sniffing', () => {
  for (const format of ['png', 'jpeg', 'webp', 'gif', 'avif'] as const) {
    test(`knows ${format} by its first bytes`, async () => {
      const bytes = await waves(20, 20).toFormat(format).toBuffer()
      assert.equal(await sniff(bytes.subarray(0, sniffBytes)), format)
    })
  }

  test('answers any bytes with a format or a refusal, and nothing else', async () => {
    const beginnings = fc.constantFrom(
      '',
      '<svg',
      '<?xml',
      '<!--',
      '<!DOCTYPE [',
      '\x1f\x8b\x08',
      '\x89PNG\r\n\x1a\n',
      'RIFF',
      '\0\0\0\x18ftyp',
    )
    const files = fc.tuple(beginnings, fc.uint8Array({ maxLength: 300 }))
    await fc.assert(
      fc.asyncProperty(files, async ([beginning, rest]) => {
        const head = Buffer.concat([Buffer.from(beginning, 'latin1'), rest])
        await sniff(head).catch((error: unknown) => assert.ok(error instanceof Refusal))
      }),
      { numRuns: 300 },
    )
  })
})

test('an SVG is one whatever stands before its first element, and a page with a drawing is none', () => {
  const yes = [
    '<svg>',
    ' \n<svg/>',
    '<svg:svg a="b">',
    '<!-- <html> --><svg >',
    '<!DOCTYPE svg [ <!ENTITY a ">"> ]><svg>',
    '\u{feff}<?xml?><SVG\n>',
  ]
  const no = ['', '<', '<html><svg>', '<svgs>', '<!-- <svg>', '<?xml <svg>', 'svg', '<!DOCTYPE svg [ <svg>']
  for (const text of yes) assert.ok(isSvg(Buffer.from(text)), text)
  for (const text of no) assert.ok(!isSvg(Buffer.from(text)), text)
})

test('looking for an SVG takes no time that grows with ill will', () => {
  const long = Buffer.from('<!--'.repeat(sniffBytes / 4))
  const began = performance.now()
  isSvg(long)
  isSvg(Buffer.from('<!a['.repeat(sniffBytes / 4)))
  isSvg(Buffer.from('<?a?>'.repeat(sniffBytes / 5)))
  assert.ok(performance.now() - began < 500)
})
