import { deflateSync, gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { gifOfDots, webpOfStills } from './frames.ts'
import { breakChunk, chunk, insertAfterHeader, png, pngSignature, zeros } from './png-chunks.ts'

/**
 * Files that are broken, that lie, or that want too much. All are made by code, so that none has to be kept.
 *
 * `expect`: status and code of the refusal; 201 and `accepted` where the picture in it is whole and is taken, without
 * what came along. `name` is the name it is sent under, which lies too where that is the point.
 */
export interface HostileFile {
  readonly name: string
  readonly bytes: Buffer
  readonly expect: { readonly status: number; readonly code: string }
  readonly why: string
}

/** Stands in every payload that must not survive in a picture that is taken. */
export const payload = 'PAYLOAD-THAT-MUST-NOT-SURVIVE'

const accepted = { status: 201, code: 'accepted' }
const unknown = { status: 415, code: 'picture-not-understood' }
const svg = { status: 415, code: 'picture-is-svg' }
const empty = { status: 422, code: 'picture-empty' }
const truncated = { status: 422, code: 'picture-truncated' }
const damaged = { status: 422, code: 'picture-damaged' }
const tooManyPixels = { status: 422, code: 'picture-too-many-pixels' }
const tooManyFrames = { status: 422, code: 'picture-too-many-frames' }
const tooLong = { status: 422, code: 'picture-side-too-long' }
const tooLarge = { status: 413, code: 'picture-too-large' }

/** Samples without any pattern, always the same ones (a linear congruential generator). */
function noise(length: number): Buffer {
  let state = 1
  return Buffer.from(
    Array.from({ length }, () => {
      state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff
      return state >> 16
    }),
  )
}

const size = { width: 120, height: 90 }
const picture = () => sharp(noise(120 * 90 * 4), { raw: { ...size, channels: 4 } })

async function wholePictures() {
  const [whole, jpeg, progressive, webp, lossless, gif, avif, dot] = await Promise.all([
    picture().png().toBuffer(),
    picture().jpeg().toBuffer(),
    picture().jpeg({ progressive: true }).toBuffer(),
    picture().webp().toBuffer(),
    picture().webp({ lossless: true }).toBuffer(),
    picture().gif().toBuffer(),
    picture().avif({ effort: 0 }).toBuffer(),
    sharp(noise(3), { raw: { width: 1, height: 1, channels: 3 } })
      .webp({ lossless: true })
      .toBuffer(),
  ])
  return { whole, jpeg, progressive, webp, lossless, gif, avif, dot }
}

const half = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length >> 1)
const without = (bytes: Buffer, last: number): Buffer => bytes.subarray(0, bytes.length - last)
const withTail = (bytes: Buffer, tail: string | Buffer): Buffer => Buffer.concat([bytes, Buffer.from(tail)])

function overwrite(bytes: Buffer, at: number, values: readonly number[]): Buffer {
  const changed = Buffer.from(bytes)
  changed.set(values, at)
  return changed
}

/** Where the frame header (SOF) of a JPEG begins. */
function frameHeader(jpeg: Buffer): number {
  let at = 2
  while (![0xc0, 0xc1, 0xc2].includes(jpeg[at + 1] as number)) at += 2 + jpeg.readUInt16BE(at + 2)
  return at
}

function jpegClaiming(jpeg: Buffer, width: number, height: number): Buffer {
  const changed = Buffer.from(jpeg)
  changed.writeUInt16BE(height, frameHeader(jpeg) + 5)
  changed.writeUInt16BE(width, frameHeader(jpeg) + 7)
  return changed
}

function avifClaiming(avif: Buffer, width: number, height: number): Buffer {
  const changed = Buffer.from(avif)
  changed.writeUInt32BE(width, avif.indexOf('ispe') + 8)
  changed.writeUInt32BE(height, avif.indexOf('ispe') + 12)
  return changed
}

/** Puts a marker segment behind the SOI of a JPEG. */
function withSegment(jpeg: Buffer, marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2)])
}

/** EXIF with one directory of one entry, GPS, whose "next directory" is itself. */
const cyclicExif = Buffer.concat([
  Buffer.from('Exif\0\0II*\0\x08\0\0\0', 'latin1'),
  Buffer.from([1, 0, 0x25, 0x88, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0]),
])

/** EXIF whose only entry, Copyright, claims four billion bytes. */
const boundlessExif = Buffer.concat([
  Buffer.from('Exif\0\0II*\0\x08\0\0\0', 'latin1'),
  Buffer.from([1, 0, 0x98, 0x82, 2, 0, 0xff, 0xff, 0xff, 0xff, 8, 0, 0, 0, 0, 0, 0, 0]),
])

const svgText = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert('${payload}')</script></svg>`
const zip = Buffer.concat([
  Buffer.from('PK\x03\x04\x14\0\0\0\0\0\0\0\0\0', 'latin1'),
  Buffer.alloc(16),
  Buffer.from(`a.js${payload}`),
])

function texts(whole: Buffer, jpeg: Buffer, gif: Buffer, avif: Buffer): HostileFile[] {
  return [
    { name: 'empty.png', bytes: Buffer.alloc(0), expect: empty, why: 'nothing at all' },
    { name: 'one-byte.png', bytes: Buffer.from([0x89]), expect: unknown, why: 'one byte of a signature' },
    { name: 'zeros.jpg', bytes: Buffer.alloc(5000), expect: unknown, why: 'a sparse file' },
    { name: 'notes.png', bytes: Buffer.from('Dear all, '.repeat(600)), expect: unknown, why: 'text' },
    {
      name: 'page.png',
      bytes: Buffer.from(`<!doctype html><html><svg></svg><script>${payload}</script></html>`),
      expect: unknown,
      why: 'a page that would run if it were served as it came; the drawing within makes it no SVG',
    },
    { name: 'drawing.svg', bytes: Buffer.from(svgText), expect: svg, why: 'a drawing with a script' },
    {
      name: 'drawing.png',
      bytes: Buffer.from(`\u{feff}<?xml version="1.0"?><!-- a > b --><!DOCTYPE svg [<!ENTITY x "y">]>\n${svgText}`),
      expect: svg,
      why: 'the same behind everything that XML allows, under another name',
    },
    {
      name: 'utf16.svg',
      bytes: Buffer.from(`\u{feff}${svgText}`, 'utf16le'),
      expect: svg,
      why: 'the same in UTF-16, which filters for ASCII do not see',
    },
    { name: 'drawing.svgz', bytes: gzipSync(svgText), expect: svg, why: 'the same compressed' },
    {
      name: 'bomb.gz',
      bytes: gzipSync(Buffer.alloc(32 * 1024 * 1024), { level: 9 }),
      expect: unknown,
      why: 'a gzip that inflates a thousandfold while one looks for an SVG in it',
    },
    { name: 'paper.jpg', bytes: Buffer.from(`%PDF-1.7\n${payload}\n%%EOF`), expect: unknown, why: 'PDF' },
    {
      name: 'paper.png',
      bytes: Buffer.from('%!PS-Adobe-3.0 EPSF-3.0\n'),
      expect: unknown,
      why: 'PostScript is a program',
    },
    {
      name: 'magick.png',
      bytes: Buffer.from('push graphic-context\nimage over 0,0 0,0 "https://example.org/x.jpg|ls"\n'),
      expect: unknown,
      why: 'commands for ImageMagick (CVE-2016-3714)',
    },
    { name: 'archive.webp', bytes: zip, expect: unknown, why: 'a zip' },
    {
      name: 'scan.jpg',
      bytes: Buffer.from('II*\0\x08\0\0\0\0\0\0\0\0\0', 'latin1'),
      expect: unknown,
      why: 'TIFF renamed',
    },
    {
      name: 'old.png',
      bytes: Buffer.from('BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0', 'latin1'),
      expect: unknown,
      why: 'BMP',
    },
    { name: 'favicon.png', bytes: Buffer.from([0, 0, 1, 0, 1, 0, 16, 16, 0, 0]), expect: unknown, why: 'ICO' },
    {
      name: 'phone.jpg',
      bytes: withTail(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), noise(200)),
      expect: unknown,
      why: 'HEIC, as telephones make it',
    },
    {
      name: 'film.avif',
      bytes: withTail(Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp41', 'latin1'), noise(200)),
      expect: unknown,
      why: 'a film in the same container as AVIF',
    },
    {
      name: 'random.png',
      bytes: withTail(pngSignature, noise(4000)),
      expect: unknown,
      why: 'a signature and noise',
    },
    { name: 'really-a.jpg', bytes: whole, expect: accepted, why: 'a whole PNG under the wrong name' },
    { name: 'really-b.gif', bytes: avif, expect: accepted, why: 'a whole AVIF under the wrong name' },
    {
      name: 'script.gif',
      bytes: withTail(gif, `;alert('${payload}')`),
      expect: accepted,
      why: 'a GIF that is JavaScript too: what follows the picture is left behind',
    },
    {
      name: 'comment.gif',
      bytes: Buffer.concat([without(gif, 1), Buffer.from([0x21, 0xfe, payload.length]), Buffer.from(`${payload}\0;`)]),
      expect: accepted,
      why: 'a GIF with a comment',
    },
    { name: 'archive.jpg', bytes: withTail(jpeg, zip), expect: accepted, why: 'a JPEG that is a zip too' },
    {
      name: 'page.jpg',
      bytes: withSegment(jpeg, 0xfe, Buffer.from(`<script>${payload}</script>`)),
      expect: accepted,
      why: 'a JPEG with a page in its comment',
    },
    {
      name: 'page-in.png',
      bytes: insertAfterHeader(whole, chunk('tEXt', Buffer.from(`Comment\0<?php ${payload} ?>`))),
      expect: accepted,
      why: 'a PNG with a program in its text',
    },
    { name: 'huge.jpg', bytes: withTail(jpeg, Buffer.alloc(40 * 1024 * 1024)), expect: tooLarge, why: 'over 40 MB' },
  ]
}

async function cutAndBroken(pictures: Awaited<ReturnType<typeof wholePictures>>): Promise<HostileFile[]> {
  const { whole, jpeg, progressive, webp, lossless, gif, avif } = pictures
  const profiled = await picture().removeAlpha().jpeg().withIccProfile('p3').toBuffer()
  const inProfile = profiled.indexOf('ICC_PROFILE') + 14
  const badProfile = Buffer.concat([Buffer.from('x\0\0'), deflateSync(withTail(noise(900), payload))])
  return [
    { name: 'cut.png', bytes: half(whole), expect: truncated, why: 'half a PNG' },
    { name: 'cut-late.png', bytes: without(whole, 20), expect: truncated, why: 'a PNG without its last pixels' },
    { name: 'cut.jpg', bytes: half(jpeg), expect: truncated, why: 'half a JPEG' },
    { name: 'cut-progressive.jpg', bytes: half(progressive), expect: truncated, why: 'a JPEG that never got sharp' },
    { name: 'no-end.jpg', bytes: without(jpeg, 2), expect: truncated, why: 'a JPEG without its end marker' },
    { name: 'cut.webp', bytes: half(webp), expect: truncated, why: 'half a WebP' },
    { name: 'cut-lossless.webp', bytes: half(lossless), expect: truncated, why: 'half a lossless WebP' },
    { name: 'cut.gif', bytes: half(gif), expect: truncated, why: 'half a GIF' },
    { name: 'cut.avif', bytes: half(avif), expect: truncated, why: 'half an AVIF' },
    { name: 'only-start.png', bytes: pngSignature, expect: unknown, why: 'a PNG signature' },
    { name: 'only-start.jpg', bytes: jpeg.subarray(0, 4), expect: truncated, why: 'the first marker of a JPEG' },
    { name: 'no-pixels.png', bytes: png({ width: 9, height: 9 }), expect: damaged, why: 'a PNG without picture data' },
    {
      name: 'few-rows.png',
      bytes: png({ width: 10, height: 10 }, zeros(5, 40)),
      expect: damaged,
      why: 'rows are missing',
    },
    { name: 'zero.png', bytes: png({ width: 0, height: 10 }, zeros(10, 0)), expect: damaged, why: 'a width of zero' },
    {
      name: 'depth.png',
      bytes: png({ width: 9, height: 9, depth: 3 }, zeros(9, 36)),
      expect: damaged,
      why: 'three bits',
    },
    { name: 'crc.png', bytes: breakChunk(whole, 'IDAT'), expect: damaged, why: 'a bit turned in the picture data' },
    {
      name: 'crc-header.png',
      bytes: overwrite(whole, 30, [1, 2]),
      expect: damaged,
      why: 'the wrong checksum of a header',
    },
    {
      name: 'noise.jpg',
      bytes: overwrite(
        jpeg,
        jpeg.length >> 1,
        Array.from({ length: 300 }, (_, at) => (at * 37) & 0xff),
      ),
      expect: damaged,
      why: 'a scan with a hole, which most programs show as a picture with grey bands',
    },
    {
      name: 'tall.jpg',
      bytes: jpegClaiming(jpeg, 120, 900),
      expect: damaged,
      why: 'a JPEG with data for a tenth of it',
    },
    {
      name: 'codes.webp',
      bytes: overwrite(lossless, 30, [...noise(300)]),
      expect: damaged,
      why: 'Huffman tables out of bounds, as in CVE-2023-4863',
    },
    {
      name: 'frame.gif',
      bytes: overwrite(gif, gif.length >> 1, [...noise(200)]),
      expect: damaged,
      why: 'broken LZW codes',
    },
    {
      name: 'claims.avif',
      bytes: avifClaiming(avif, 300, 300),
      expect: damaged,
      why: 'a size that is not that of the data',
    },
    {
      name: 'profile.jpg',
      bytes: overwrite(
        profiled,
        inProfile,
        Array.from({ length: 200 }, () => 0x41),
      ),
      expect: accepted,
      why: 'a broken colour profile: the picture is whole, and is taken for sRGB without it',
    },
    {
      name: 'profile.png',
      bytes: insertAfterHeader(whole, chunk('iCCP', badProfile)),
      expect: accepted,
      why: 'noise where a profile should be',
    },
    {
      name: 'cyclic.jpg',
      bytes: withSegment(jpeg, 0xe1, cyclicExif),
      expect: accepted,
      why: 'EXIF that goes in circles',
    },
    {
      name: 'boundless.jpg',
      bytes: withSegment(jpeg, 0xe1, boundlessExif),
      expect: accepted,
      why: 'EXIF beyond its end',
    },
    {
      name: 'turned.png',
      bytes: insertAfterHeader(
        whole,
        chunk('eXIf', Buffer.from('II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x63\0\0\0\0\0', 'latin1')),
      ),
      expect: accepted,
      why: 'an orientation that does not exist',
    },
  ]
}

function bombs({ whole, jpeg, avif, dot }: Awaited<ReturnType<typeof wholePictures>>): HostileFile[] {
  const still = { bytes: dot, width: 1, height: 1 }
  const control = Buffer.from('\0\0\0\x02\0\0\0\0', 'latin1')
  const frame = Buffer.concat([Buffer.alloc(4), Buffer.from([0, 0, 0, 120, 0, 0, 0, 90]), Buffer.alloc(14)])
  return [
    {
      name: 'claims.png',
      bytes: png({ width: 60_000, height: 60_000 }, zeros(1, 100)),
      expect: tooManyPixels,
      why: 'some bytes claiming 3.6 gigapixels',
    },
    { name: 'claims.jpg', bytes: jpegClaiming(jpeg, 65_500, 65_500), expect: tooManyPixels, why: 'the same in JPEG' },
    {
      name: 'claims-more.avif',
      bytes: avifClaiming(avif, 40_000, 40_000),
      expect: tooManyPixels,
      why: 'the same in AVIF',
    },
    {
      name: 'thin.png',
      bytes: png({ width: 2, height: 400_000, colour: 2 }, zeros(400_000, 6)),
      expect: tooLong,
      why: 'few pixels, but longer than any format for the web holds',
    },
    {
      name: 'deep.png',
      bytes: png({ width: 4000, height: 4000, depth: 16 }, zeros(4000, 32_000)),
      expect: accepted,
      why: '128 MB of 16-bit samples in 130 kB: true to its word and within the limits, so it has to be borne',
    },
    {
      name: 'overfull.png',
      bytes: png({ width: 10, height: 10 }, zeros(2_000_000, 40)),
      expect: accepted,
      why: 'picture data that inflates to 80 MB for a hundred pixels: the rest is never inflated',
    },
    {
      name: 'wordy.png',
      bytes: insertAfterHeader(whole, chunk('zTXt', Buffer.from(`x\0\0`)), ...longTexts()),
      expect: accepted,
      why: 'text chunks of 9 MB, and of 100 MB when inflated',
    },
    {
      name: 'chatty.png',
      bytes: insertAfterHeader(
        whole,
        ...Array.from({ length: 20_000 }, (_, n) => chunk('tEXt', Buffer.from(`k\0${payload}${n}`))),
      ),
      expect: accepted,
      why: 'twenty thousand text chunks',
    },
    {
      name: 'long.gif',
      bytes: gifOfDots({ width: 1, height: 1 }, 10_000),
      expect: tooManyFrames,
      why: 'ten thousand frames of a pixel',
    },
    {
      name: 'wide.gif',
      bytes: gifOfDots({ width: 2000, height: 2000 }, 400),
      expect: tooManyPixels,
      why: '9 kB for 1.6 gigapixels in all',
    },
    {
      name: 'long.webp',
      bytes: webpOfStills({ width: 1, height: 1 }, still, 10_000),
      expect: tooManyFrames,
      why: 'ten thousand frames of a pixel',
    },
    {
      name: 'wide.webp',
      bytes: webpOfStills({ width: 4000, height: 4000 }, still, 400),
      expect: tooManyPixels,
      why: 'a few kB for 6.4 gigapixels in all',
    },
    {
      name: 'moving.png',
      bytes: insertAfterHeader(whole, chunk('acTL', control), chunk('fcTL', frame)),
      expect: { status: 415, code: 'picture-motion-not-kept' },
      why: 'APNG, whose movement would be lost',
    },
  ]
}

const longTexts = (): Buffer[] => [
  chunk('tEXt', Buffer.concat([Buffer.from(`Comment\0${payload}`), Buffer.alloc(9_000_000, 'A')])),
  chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(100_000_000, 'A'))])),
]

export async function hostileFiles(): Promise<HostileFile[]> {
  const pictures = await wholePictures()
  const { whole, jpeg, gif, avif } = pictures
  return [...texts(whole, jpeg, gif, avif), ...(await cutAndBroken(pictures)), ...bombs(pictures)]
}
