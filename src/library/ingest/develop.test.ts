import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import sharp from 'sharp'
import { thumbHashToRGBA } from 'thumbhash'
import { develop, inspect, makeMoving, type DevelopedPicture } from '#library/ingest'
import { chunk } from '../../../test/corpora/png-chunks.ts'
import { disc, openDarkroom, paint, samples, waves } from './ingest.fixtures.ts'

const { jail, folder, put, close } = await openDarkroom()
after(close)

const developed = async (bytes: Buffer): Promise<DevelopedPicture> => await develop(jail, await put(bytes))
const metadataOf = async (path: string) => await sharp(path).metadata()

function furthest(a: Buffer, b: Buffer, at: (index: number) => boolean = () => true): number {
  assert.equal(a.length, b.length)
  let most = 0
  for (let index = 0; index < a.length; index += 1) {
    if (at(index)) most = Math.max(most, Math.abs((a[index] as number) - (b[index] as number)))
  }
  return most
}
const isAlpha = (index: number): boolean => index % 4 === 3

describe('a PNG with alpha', async () => {
  const bytes = await disc(700).png().toBuffer()
  const upload = await put(bytes)
  const picture = await develop(jail, upload)

  test('is told by its header before it is decoded', async () => {
    assert.deepEqual(await inspect(jail, upload.path), {
      format: 'png',
      width: 700,
      height: 700,
      frames: 1,
      hasAlpha: true,
      orientation: 1,
      bytes: bytes.length,
    })
  })

  test('becomes a master of exactly the same pixels', async () => {
    assert.equal(picture.master.format, 'png')
    assert.deepEqual(await samples(picture.master.path), await samples(bytes))
  })

  test('is described by its facts', () => {
    const { width, height, format, frames, animated, contentHash, transparency, palette } = picture
    assert.deepEqual(
      { width, height, format, frames, animated },
      { width: 700, height: 700, format: 'png', frames: 1, animated: false },
    )
    assert.equal(contentHash, createHash('sha256').update(bytes).digest('hex'))
    assert.equal(transparency.verdict, 'transparent')
    assert.ok(Math.abs(transparency.share - (1 - Math.PI * (0.875 / 2) ** 2)) < 0.005, `${transparency.share}`)
    assert.deepEqual(palette, ['#dc281e'])
    const thumb = thumbHashToRGBA(Buffer.from(picture.thumbhash, 'base64'))
    assert.ok((thumb.rgba[3] as number) < 40, 'its thumbnail is clear in the corner')
  })

  test('gets WebP variants on the grid, none wider than itself, one as wide', async () => {
    assert.deepEqual(
      picture.variants.map(({ width, height, format }) => [width, height, format]),
      [160, 320, 480, 640, 700].map((width) => [width, width, 'webp']),
    )
    for (const { path, width, height, bytes: size, sha256 } of picture.variants) {
      const file = await readFile(path)
      const found = await sharp(file).metadata()
      assert.deepEqual([found.width, found.height, found.format, file.length], [width, height, 'webp', size])
      assert.equal(createHash('sha256').update(file).digest('hex'), sha256)
    }
  })

  test('keeps its alpha in every preview: exact at its own size, within 2 of 255 of a plain resize elsewhere', async () => {
    for (const { path, width } of picture.variants) {
      const plain = width === 700 ? await samples(bytes) : await sharp(bytes).resize(width).raw().toBuffer()
      const off = furthest(await samples(path), plain, isAlpha)
      assert.ok(off <= (width === 700 ? 0 : 2), `alpha of ${width} is off by ${off}`)
    }
  })

  test('leaves nothing in the folder but what it reports', async () => {
    const reported = [picture.master, ...picture.variants].map(({ path }) => path).sort()
    assert.deepEqual((await readdir(upload.outDir)).map((name) => join(upload.outDir, name)).sort(), reported)
  })
})

/** How much darker or lighter than both the red disc and the mid-grey it is laid on a picture gets, of 255. */
async function halo(picture: string | Buffer): Promise<number> {
  const data = await sharp(picture).flatten({ background: '#808080' }).raw().toBuffer()
  let most = 0
  for (let at = 0; at < data.length; at += 3) {
    most = Math.max(most, 128 - (data[at] as number), (data[at + 1] as number) - 128)
  }
  return most
}

describe('the edge of a cut-out', () => {
  const hard = 1000
  for (const [name, hidden] of Object.entries({ black: [0, 0, 0], white: [255, 255, 255] } as const)) {
    test(`has no halo of the ${name} that lies hidden beside it, in any preview`, async () => {
      const { variants } = await developed(await disc(900, hidden, hard).png().toBuffer())
      for (const { path, width } of variants) assert.ok((await halo(path)) <= 4, `${width}: ${await halo(path)}`)
    })

    test(`has one of ${name} where a resize does not regard alpha (negative control)`, async () => {
      const raw = { raw: { width: 900, height: 900, channels: 3 } } as const
      // Two steps: within one pipeline, sharp resizes before it drops the alpha.
      const opaque = await disc(900, hidden, hard).removeAlpha().raw().toBuffer()
      const colours = await sharp(opaque, raw).resize(160).raw().toBuffer()
      const alphaOf = disc(900, hidden, hard).extractChannel(3).toColourspace('b-w')
      const alpha = await sharp(await alphaOf.png().toBuffer())
        .resize(160)
        .toColourspace('b-w')
        .raw()
        .toBuffer()
      const size = { width: 160, height: 160 }
      const joined = sharp(colours, { raw: { ...size, channels: 3 } }).joinChannel(alpha, {
        raw: { ...size, channels: 1 },
      })
      assert.ok((await halo(await joined.png().toBuffer())) > 12)
    })
  }
})

test('the same picture has the same pixel hash in another file, and another picture has another', async () => {
  const painted = paint(40, 30, (x, y) => [x * 6, y * 8, 90, x < 20 ? 255 : x === 39 ? 0 : 120])
  const png = await painted.png().toBuffer()
  const rewritten = await sharp(png).withXmp('<x/>').png({ compressionLevel: 0, progressive: true }).toBuffer()
  const webp = await sharp(png).webp({ lossless: true }).toBuffer()
  const hashes = await Promise.all([png, rewritten, webp].map(async (bytes) => (await developed(bytes)).pixelHash))
  assert.equal(new Set(hashes).size, 1)
  const turned = await developed(await sharp(png).flop().png().toBuffer())
  assert.notEqual(turned.pixelHash, hashes[0])
  assert.notEqual((await developed(rewritten)).contentHash, (await developed(png)).contentHash)
})

test('the same upload gives the same files', async () => {
  const bytes = await waves(500, 300).jpeg().toBuffer()
  const hashes = async (): Promise<string[]> => {
    const { master, variants } = await developed(bytes)
    return [master, ...variants].map(({ sha256 }) => sha256)
  }
  assert.deepEqual(await hashes(), await hashes())
})

test('a telephone that was held upright gives an upright picture', async () => {
  const upright = paint(90, 120, (_, y) => (y < 60 ? [250, 0, 0, 255] : [0, 0, 250, 255])).removeAlpha()
  const lying = await sharp(await upright.png().toBuffer())
    .rotate(270)
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const upload = await put(lying)
  const header = await inspect(jail, upload.path)
  assert.deepEqual([header.width, header.height, header.orientation], [90, 120, 6])
  const { width, height, master } = await develop(jail, upload)
  assert.deepEqual([width, height, master.width, master.height], [90, 120, 90, 120])
  const { orientation } = await metadataOf(master.path)
  assert.ok(orientation === undefined || orientation === 1)
  assert.ok(((await samples(master.path))[0] as number) > 200, 'red is above')
})

test('an opaque picture is said to be opaque, and an alpha channel that is full is left out', async () => {
  const { transparency, master, variants } = await developed(await waves(200, 100).png().toBuffer())
  assert.deepEqual(transparency, { share: 0, verdict: 'opaque' })
  for (const { path } of [master, ...variants]) assert.equal((await metadataOf(path)).hasAlpha, false)
})

test('a picture of nothing has no colours and yet all its files', async () => {
  const { palette, transparency, variants } = await developed(
    await paint(200, 200, () => [9, 9, 9, 0])
      .png()
      .toBuffer(),
  )
  assert.deepEqual(palette, [])
  assert.deepEqual(transparency, { share: 1, verdict: 'transparent' })
  assert.equal(variants.length, 2)
})

for (const [width, height] of [
  [1, 1],
  [1, 300],
  [300, 1],
  [161, 7],
] as const) {
  test(`a picture of ${width} × ${height} is as good as any`, async () => {
    const { variants, master } = await developed(await waves(width, height).png().toBuffer())
    assert.deepEqual([master.width, master.height], [width, height])
    assert.equal(variants.at(-1)?.width, width)
  })
}

describe('colours', () => {
  const bytes = waves(300, 200).removeAlpha().withIccProfile('p3').png().toBuffer()

  test('wide colours stay wide in the master, and variants are converted to sRGB', async () => {
    const { master, variants } = await developed(await bytes)
    assert.deepEqual(await samples(master.path), await samples(await bytes))
    assert.deepEqual((await metadataOf(master.path)).icc, (await sharp(await bytes).metadata()).icc)
    const converted = await sharp(await bytes)
      .ensureAlpha()
      .raw()
      .toBuffer()
    const [asSeen, asStored] = await Promise.all([
      sharp(variants.at(-1)?.path).ensureAlpha().raw().toBuffer(),
      samples(await bytes),
    ])
    const mean = (a: Buffer, b: Buffer): number =>
      a.reduce((sum, v, i) => sum + Math.abs(v - (b[i] as number)), 0) / a.length
    assert.ok(mean(asSeen, converted) < mean(asSeen, asStored) / 2)
  })

  test('a profile that is broken is left behind, and the picture taken for sRGB', async () => {
    const jpeg = await waves(300, 200).removeAlpha().withIccProfile('p3').jpeg().toBuffer()
    const at = jpeg.indexOf('ICC_PROFILE') + 14
    const broken = Buffer.from(jpeg).fill(0x41, at + 130, at + 300)
    assert.ok((await sharp(broken).metadata()).icc, 'libvips would go on with it')
    const { master } = await developed(broken)
    assert.equal((await metadataOf(master.path)).icc, undefined)
  })

  test('grey stays grey, and 16 bits stay 16', async () => {
    const grey = await waves(64, 64).toColourspace('b-w').removeAlpha().png().toBuffer()
    const deep = await waves(64, 64).toColourspace('rgb16').png().toBuffer()
    assert.equal((await metadataOf((await developed(grey)).master.path)).space, 'b-w')
    assert.equal((await metadataOf((await developed(deep)).master.path)).depth, 'ushort')
  })

  test('CMYK becomes sRGB', async () => {
    const { master } = await developed(await waves(64, 64).removeAlpha().toColourspace('cmyk').jpeg().toBuffer())
    assert.equal((await metadataOf(master.path)).space, 'srgb')
  })
})

describe('masters of other formats', () => {
  test('lossless WebP stays exact, also where nothing is to be seen', async () => {
    const bytes = await disc(200, [7, 8, 9]).webp({ lossless: true, exact: true }).toBuffer()
    const { master } = await developed(bytes)
    assert.equal(master.format, 'webp')
    assert.deepEqual(await samples(master.path), await samples(bytes))
  })

  test('lossy WebP keeps its alpha exactly and its colours closely', async () => {
    const bytes = await disc(200).webp().toBuffer()
    const { master } = await developed(bytes)
    const [before, now] = [await samples(bytes), await samples(master.path)]
    assert.equal(furthest(before, now, isAlpha), 0)
  })

  test('AVIF with alpha stays exact', async () => {
    const bytes = await disc(128).avif({ effort: 0 }).toBuffer()
    const { master } = await developed(bytes)
    assert.equal(master.format, 'avif')
    assert.deepEqual(await samples(master.path), await samples(bytes))
  })

  test('JPEG stays JPEG, without coarser colours', async () => {
    const bytes = await waves(200, 150).jpeg({ chromaSubsampling: '4:4:4' }).toBuffer()
    const { master } = await developed(bytes)
    const { format, chromaSubsampling } = await metadataOf(master.path)
    assert.deepEqual([format, chromaSubsampling], ['jpeg', '4:4:4'])
  })
})

describe('moving pictures', () => {
  const delay = [70, 80, 90]
  const film = (side: number, frames: number) => {
    const painted = Array.from({ length: frames }, (_, n) =>
      paint(side, side, (x) => (x < side / 2 ? [0, 0, 0, 0] : [n * 60, 200, 0, 255]))
        .raw()
        .toBuffer(),
    )
    return Promise.all(painted).then((all) =>
      sharp(Buffer.concat(all), { raw: { width: side, height: side * frames, channels: 4, pageHeight: side } }),
    )
  }

  for (const format of ['gif', 'webp'] as const) {
    test(`a moving ${format} moves in its master and its variants, at its own pace`, async () => {
      const bytes = await (await film(200, 3)).toFormat(format, { delay, loop: 2, lossless: true }).toBuffer()
      const picture = await developed(bytes)
      const { frames, animated, width, height } = picture
      assert.deepEqual([frames, animated, width, height], [3, true, 200, 200])
      assert.deepEqual(
        picture.variants.map((made) => made.width),
        [160, 200],
      )
      assert.equal(picture.master.format, format)
      for (const made of [picture.master, ...picture.variants]) {
        const found = await metadataOf(made.path)
        assert.deepEqual([found.pages, found.delay, found.loop, found.height], [3, delay, 2, made.height])
      }
      assert.ok(Math.abs(picture.transparency.share - 0.5) < 0.01)
      const whole = (file: Buffer | string) => sharp(file, { pages: -1 }).ensureAlpha().raw().toBuffer()
      assert.deepEqual(await whole(picture.master.path), await whole(bytes))
    })
  }

  test('every frame of a narrower variant shows what that frame of the upload shows', async () => {
    const bytes = await (await film(400, 3)).gif({ delay, loop: 2 }).toBuffer()
    const { variants } = await developed(bytes)
    const narrow = variants.find(({ width }) => width === 160)
    assert.ok(narrow)
    for (const frame of [0, 1, 2]) {
      const { data } = await sharp(narrow.path, { page: frame })
        .extract({ left: 120, top: 80, width: 1, height: 1 })
        .ensureAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true })
      const off = [frame * 60, 200, 0, 255].map((value, at) => Math.abs(value - (data[at] as number)))
      assert.ok(Math.max(...off) <= 12, `frame ${frame}: ${[...data]}`)
    }
  })

  test('its first frame is there in every width, standing still', async () => {
    const bytes = await (await film(200, 3)).gif({ delay, loop: 2 }).toBuffer()
    const { stills } = await developed(bytes)
    assert.deepEqual(
      stills.map(({ width }) => width),
      [160, 200],
    )
    for (const { path } of stills) assert.equal((await metadataOf(path)).pages, undefined)
  })

  test('one with much to move stands still at first, and moves once that was made in the background', async () => {
    const bytes = await (await film(640, 21)).webp({ effort: 0, delay: Array(21).fill(40), loop: 3 }).toBuffer()
    const { variants, stills, animated, frames, master } = await developed(bytes)
    assert.deepEqual([animated, frames, variants.length], [true, 21, 0])
    const widths = stills.map(({ width }) => width)
    assert.deepEqual(widths, [160, 320, 480, 640])
    const outDir = await mkdtemp(join(folder, 'moving-'))
    const moving = await makeMoving(jail, { masterPath: master.path, outDir, widths })
    assert.deepEqual(
      moving.map(({ width, height }) => [width, height]),
      widths.map((width) => [width, width]),
    )
    for (const { path } of moving) {
      const { pages, delay: delays, loop } = await metadataOf(path)
      assert.deepEqual([pages, delays, loop], [21, Array(21).fill(40), 3])
    }
  })

  test('a PNG that moves is refused, since its movement would be lost; one that only could is not', async () => {
    const png = await waves(40, 30).png().toBuffer()
    const announcing = (frames: number): Buffer => {
      const data = Buffer.alloc(8)
      data.writeUInt32BE(frames, 0)
      return Buffer.concat([png.subarray(0, 33), chunk('acTL', data), png.subarray(33)])
    }
    await assert.rejects(developed(announcing(2)), { code: 'picture-motion-not-kept' })
    assert.equal((await developed(announcing(1))).animated, false)
  })
})

test('a folder that cannot be written is not blamed on the picture', async () => {
  const { path } = await put(await waves(50, 50).png().toBuffer())
  await assert.rejects(develop(jail, { path, outDir: join(folder, 'missing') }), { name: 'Error', code: 'ENOENT' })
})

test('an upload that is gone is not blamed on the picture either', async () => {
  await assert.rejects(inspect(jail, join(folder, 'missing')), { code: 'ENOENT' })
  await assert.rejects(stat(join(folder, 'missing')))
})
