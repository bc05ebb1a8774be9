import assert from 'node:assert/strict'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import exifr from 'exifr'
import sharp from 'sharp'
import { develop, makeAvif, render, type RenditionFormat } from '#library/ingest'
import { disc, openDarkroom, paint, samples, waves } from './ingest.fixtures.ts'

const { jail, folder, put, close } = await openDarkroom()
after(close)

let made = 0
const outPath = (): string => join(folder, `rendition-${(made += 1)}`)
const original = await disc(500).png().toBuffer()
const { path: masterPath } = (await develop(jail, await put(original))).master

test('a PNG at its own size is exact, in alpha and colours', async () => {
  const { path } = await render(jail, { masterPath, width: 500, format: 'png', outPath: outPath() })
  assert.deepEqual(await samples(path), await samples(original))
})

for (const format of ['webp', 'avif'] as const) {
  test(`alpha is exact in ${format} at its own size`, async () => {
    const { path } = await render(jail, { masterPath, width: 500, format, outPath: outPath() })
    const [now, before] = [await samples(path), await samples(original)]
    assert.ok(now.every((value, index) => index % 4 !== 3 || value === before[index]))
  })
}

for (const format of ['png', 'jpeg', 'webp', 'avif'] satisfies RenditionFormat[]) {
  test(`a ${format} of another width has that width and keeps the proportion`, async () => {
    const { path, width, height, bytes, sha256 } = await render(jail, {
      masterPath,
      width: 120,
      format,
      outPath: outPath(),
    })
    const found = await sharp(path).metadata()
    assert.deepEqual([width, height, found.width, found.height], [120, 120, 120, 120])
    assert.equal(found.format, format === 'avif' ? 'heif' : format)
    assert.ok(bytes > 0 && /^[\da-f]{64}$/.test(sha256))
  })
}

test('nothing is made wider than its master', async () => {
  const { width } = await render(jail, { masterPath, width: 5000, format: 'webp', outPath: outPath() })
  assert.equal(width, 500)
})

test('a JPEG of a transparent picture lies on white, or on what is asked for', async () => {
  const corner = async (background?: string): Promise<number[]> => {
    const input = {
      masterPath,
      width: 500,
      format: 'jpeg',
      outPath: outPath(),
      ...(background && { background }),
    } as const
    return [...(await samples((await render(jail, input)).path)).subarray(0, 3)]
  }
  assert.deepEqual(await corner(), [255, 255, 255])
  const near = (await corner('#102030')).map((value, at) => Math.abs(value - ([16, 32, 48][at] as number)))
  assert.ok(Math.max(...near) <= 2)
})

test('a rendition keeps the wide colours of its master', async () => {
  const wide = await develop(jail, await put(await waves(200, 100).removeAlpha().withIccProfile('p3').png().toBuffer()))
  for (const format of ['png', 'jpeg', 'webp', 'avif'] as const) {
    const { path } = await render(jail, { masterPath: wide.master.path, width: 100, format, outPath: outPath() })
    assert.ok((await sharp(path).metadata()).icc, format)
  }
})

const aFolder = async (): Promise<string> => mkdtemp(join(folder, 'avif-'))
const inSizes = (bytesMax: number, ...widths: number[]) => widths.map((width) => ({ width, bytesMax }))

describe('AVIF in the background', async () => {
  const { master } = await develop(
    jail,
    await put(await waves(700, 420).removeAlpha().jpeg({ quality: 95 }).toBuffer()),
  )
  const make = async (masterOf: string, sizes: ReturnType<typeof inSizes>) =>
    makeAvif(jail, { masterPath: masterOf, outDir: await aFolder(), sizes })

  test('is made in each width that is asked for, and looks like the picture', async () => {
    const made = await make(master.path, inSizes(1e6, 320, 700))
    assert.deepEqual(
      made.map(({ width, height, format }) => [width, height, format]),
      [
        [320, 192, 'avif'],
        [700, 420, 'avif'],
      ],
    )
    const [now, before] = await Promise.all([samples(made[1]?.path ?? ''), samples(master.path)])
    const off = now.reduce((sum, value, at) => sum + Math.abs(value - (before[at] as number)), 0) / now.length
    assert.ok(off < 8, `off by ${off} on average`)
  })

  test('is left out where it is not small enough', async () => {
    assert.deepEqual(await make(master.path, inSizes(100, 320, 700)), [])
    const [narrow] = await make(master.path, inSizes(1e6, 320))
    const bytes = narrow?.bytes ?? 0
    assert.equal((await make(master.path, inSizes(bytes, 320))).length, 1)
    assert.equal((await make(master.path, inSizes(bytes - 1, 320))).length, 0)
  })

  test('is never made of a picture that can be seen through; an alpha channel that is full does not count', async () => {
    assert.deepEqual(await make(masterPath, inSizes(1e6, 320)), [])
    const full = await develop(jail, await put(await waves(400, 300).ensureAlpha().png().toBuffer()))
    assert.equal((await make(full.master.path, inSizes(1e6, 320))).length, 1)
  })
})

test('a rendition carries the rights of its master', async () => {
  const upload = await put(await waves(200, 100).removeAlpha().png().toBuffer())
  const { master } = await develop(jail, { ...upload, rights: { creator: 'Ada Example', credit: 'by Ada' } })
  const { path } = await render(jail, { masterPath: master.path, width: 100, format: 'jpeg', outPath: outPath() })
  const { dc, photoshop } = (await exifr.parse(path, { xmp: true, mergeOutput: false })) as Record<string, object>
  assert.match(JSON.stringify([dc, photoshop]), /Ada Example.*by Ada/)
})

test('a moving master moves in WebP and GIF, at its own pace, and stands still in the others', async () => {
  const frames = await Promise.all(
    [0, 1].map((n) =>
      paint(60, 40, () => [n * 200, 9, 9, 255])
        .raw()
        .toBuffer(),
    ),
  )
  const film = sharp(Buffer.concat(frames), { raw: { width: 60, height: 80, channels: 4, pageHeight: 40 } })
  const { master } = await develop(jail, await put(await film.gif({ delay: [90, 120], loop: 5 }).toBuffer()))
  for (const format of ['webp', 'gif'] as const) {
    const made = await render(jail, { masterPath: master.path, width: 30, format, outPath: outPath() })
    const { pages, delay, loop } = await sharp(made.path).metadata()
    assert.deepEqual([made.width, made.height, pages, delay, loop], [30, 20, 2, [90, 120], 5])
    const second = await sharp(made.path, { page: 1 }).ensureAlpha().raw().toBuffer()
    // In the middle: frames are scaled as one strip, so that the rows between two of them mix a little.
    const middle = second[4 * (10 * 30 + 15)] as number
    assert.ok(Math.abs(middle - 200) <= 8, `${format}: ${middle}`)
  }
  for (const format of ['png', 'jpeg', 'still', 'avif'] as const) {
    const made = await render(jail, { masterPath: master.path, width: 30, format, outPath: outPath() })
    assert.deepEqual([made.width, made.height, (await sharp(made.path).metadata()).pages ?? 1], [30, 20, 1])
    const first = await samples(made.path)
    assert.ok((first[0] as number) <= 12, `${format}: ${first[0]}`)
  }
})

test('a rendition never replaces a file', async () => {
  await assert.rejects(render(jail, { masterPath, width: 9, format: 'png', outPath: masterPath }), { code: 'EEXIST' })
})
