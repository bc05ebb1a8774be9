import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { develop, render, type RenditionFormat } from '#library/ingest'
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

for (const format of ['png', 'jpeg', 'webp', 'avif'] as RenditionFormat[]) {
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

test('a moving master moves in WebP and stands still in PNG', async () => {
  const frames = await Promise.all(
    [0, 1].map((n) =>
      paint(60, 40, () => [n * 200, 9, 9, 255])
        .raw()
        .toBuffer(),
    ),
  )
  const film = sharp(Buffer.concat(frames), { raw: { width: 60, height: 80, channels: 4, pageHeight: 40 } })
  const { master } = await develop(jail, await put(await film.gif({ delay: [90, 90] }).toBuffer()))
  const moving = await render(jail, { masterPath: master.path, width: 30, format: 'webp', outPath: outPath() })
  assert.deepEqual([moving.width, moving.height, (await sharp(moving.path).metadata()).pages], [30, 20, 2])
  const still = await render(jail, { masterPath: master.path, width: 30, format: 'png', outPath: outPath() })
  assert.deepEqual([still.width, still.height], [30, 20])
})

test('a rendition never replaces a file', async () => {
  await assert.rejects(render(jail, { masterPath, width: 9, format: 'png', outPath: masterPath }), { code: 'EEXIST' })
})
