import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { openJail, type Jail } from '#platform/jail'
import { limits, pictureTasks } from '#library/ingest'

/** A jail for pictures and a folder of its own for one test file. */
export async function openDarkroom(): Promise<{
  jail: Jail
  folder: string
  /** Writes an upload, and makes the folder that it is developed into. */
  put: (bytes: Buffer) => Promise<{ path: string; outDir: string }>
  close: () => Promise<void>
}> {
  const jail = openJail({ module: pictureTasks, size: 2, timeoutMs: limits.timeMs, memoryBytes: limits.memoryBytes })
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-ingest-'))
  return {
    jail,
    folder,
    async put(bytes) {
      const outDir = await mkdtemp(join(folder, 'out-'))
      const path = `${outDir}.upload`
      await writeFile(path, bytes)
      return { path, outDir }
    },
    async close() {
      await jail.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** A picture given by a function from place to `[red, green, blue, alpha]`. */
export function paint(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => readonly [number, number, number, number],
): Sharp {
  const data = Buffer.alloc(4 * width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) data.set(colourAt(x, y), 4 * (y * width + x))
  }
  return sharp(data, { raw: { width, height, channels: 4 } })
}

/** Waves of colour with detail at every scale, opaque. */
export const waves = (width: number, height: number): Sharp =>
  paint(width, height, (x, y) => {
    const wave = (scale: number): number => Math.round(127.5 + 127.5 * Math.sin(x / scale) * Math.cos(y / (scale + 1)))
    return [wave(3), wave(17), wave(71), 255]
  })

/**
 * A red disc on nothing. `hidden` is the colour that lies unseen in what is fully transparent; the edge is soft over a
 * width of `1 / steepness` of the radius.
 */
export const disc = (side: number, hidden: readonly [number, number, number] = [0, 0, 0], steepness = 20): Sharp =>
  paint(side, side, (x, y) => {
    const distance = Math.hypot(x - side / 2, y - side / 2) / (side / 2)
    const alpha = Math.round(255 * Math.min(1, Math.max(0, (0.9 - distance) * steepness)))
    return alpha === 0 ? [...hidden, 0] : [220, 40, 30, alpha]
  })

/** RGBA of the first frame, as stored: no profile is applied. */
export const samples = async (file: Buffer | string): Promise<Buffer> =>
  await sharp(file, { ignoreIcc: true }).ensureAlpha().raw().toBuffer()

type Entry = readonly [tag: number, type: 2 | 3 | 4 | 5 | 7, data: Buffer]

/** A TIFF directory at `at`, with its data behind it. */
function directory(at: number, entries: readonly Entry[], next: number): Buffer {
  const head = Buffer.alloc(2 + 12 * entries.length + 4)
  const behind: Buffer[] = []
  const sizeOf = { 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 }
  let free = at + head.length
  head.writeUInt16LE(entries.length, 0)
  entries.forEach(([tag, type, data], index) => {
    const entry = 2 + 12 * index
    head.writeUInt16LE(tag, entry)
    head.writeUInt16LE(type, entry + 2)
    head.writeUInt32LE(data.length / sizeOf[type], entry + 4)
    if (data.length <= 4) {
      data.copy(head, entry + 8)
      return
    }
    head.writeUInt32LE(free, entry + 8)
    behind.push(data)
    free += data.length
  })
  head.writeUInt32LE(next, 2 + 12 * entries.length)
  return Buffer.concat([head, ...behind])
}

const ascii = (text: string): Buffer => Buffer.from(`${text}\0`, 'latin1')
const u32 = (...values: number[]): Buffer => Buffer.from(new Uint32Array(values).buffer)

/** In every field that tells something of the maker's life; none may be found in what is made of the picture. */
export const marker = 'TELLTALE'

/** The EXIF of a telephone: camera, serial number, maker's note, place, thumbnail; and the rights. */
function telltaleExif(thumbnail: Buffer): Buffer {
  const camera = (pointers: { exif: number; gps: number; thumbnail: number }): Buffer =>
    directory(
      8,
      [
        [0x010e, 2, ascii(`${marker} description`)],
        [0x010f, 2, ascii(`${marker} make`)],
        [0x0131, 2, ascii(`${marker} software`)],
        [0x013b, 2, ascii('Ada Example')],
        [0x8298, 2, ascii('(c) 2026 Ada Example')],
        [0x8769, 4, u32(pointers.exif)],
        [0x8825, 4, u32(pointers.gps)],
      ],
      pointers.thumbnail,
    )
  const exifAt = 8 + camera({ exif: 0, gps: 0, thumbnail: 0 }).length
  const exif = directory(
    exifAt,
    [
      [0x9003, 2, ascii('2026:01:02 03:04:05')],
      [0x927c, 7, Buffer.from(`${marker} maker note`)],
      [0xa431, 2, ascii(`${marker} serial`)],
    ],
    0,
  )
  const gpsAt = exifAt + exif.length
  const degrees = [51, 1, 30, 1, 26, 1]
  const gps = directory(
    gpsAt,
    [
      [1, 2, ascii('N')],
      [2, 5, u32(...degrees)],
      [3, 2, ascii('W')],
      [4, 5, u32(...degrees)],
      [0x1b, 7, Buffer.from(`ASCII\0\0\0${marker} method`)],
    ],
    0,
  )
  const thumbnailAt = gpsAt + gps.length
  const small = (from: number): Buffer =>
    directory(
      thumbnailAt,
      [
        [0x0201, 4, u32(from)],
        [0x0202, 4, u32(thumbnail.length)],
      ],
      0,
    )
  const thumbnailData = thumbnailAt + small(0).length
  return Buffer.concat([
    Buffer.from('Exif\0\0II*\0\x08\0\0\0', 'latin1'),
    camera({ exif: exifAt, gps: gpsAt, thumbnail: thumbnailAt }),
    exif,
    gps,
    small(thumbnailData),
    thumbnail,
  ])
}

function telltaleIptc(): Buffer {
  const field = (number: number, text: string): Buffer =>
    Buffer.concat([Buffer.from([0x1c, 2, number, text.length >> 8, text.length & 255]), Buffer.from(text, 'latin1')])
  const record = Buffer.concat([
    field(25, `${marker} keyword`),
    field(80, 'Ada Example'),
    field(90, `${marker} city`),
    field(110, 'Ada at the Gate'),
    field(116, '(c) 2026 Ada Example'),
  ])
  const padded = record.length % 2 ? Buffer.concat([record, Buffer.alloc(1)]) : record
  const head = Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0', 'latin1')
  head.writeUInt32BE(record.length, head.length - 4)
  return Buffer.concat([head, padded])
}

const telltaleXmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="51,30.5N"
 xmp:CreatorTool="${marker} tool" xmpRights:WebStatement="https://creativecommons.org/licenses/by/4.0/">
<dc:creator><rdf:Seq><rdf:li>Zoë &amp; Ada</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${marker} caption</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta>`

function segment(number: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, number, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

/** A JPEG in Display P3 with everything in it that cameras and editors put there. */
export async function telltaleJpeg(): Promise<Buffer> {
  const plain = await waves(400, 300).removeAlpha().withIccProfile('p3', { attach: true }).jpeg().toBuffer()
  const thumbnail = Buffer.concat([
    await waves(16, 12).removeAlpha().jpeg().toBuffer(),
    Buffer.from(`${marker} thumbnail`),
  ])
  return Buffer.concat([
    plain.subarray(0, 2),
    segment(0xe1, telltaleExif(thumbnail)),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${telltaleXmp}`)),
    segment(0xed, telltaleIptc()),
    segment(0xfe, Buffer.from(`${marker} comment`)),
    plain.subarray(2),
  ])
}
