import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { type Member, peopleStores, visitor } from '#accounts/people'
import { type Ctx, inTransaction } from '#platform/context'
import { type Handler, runJobs } from '#platform/jobs'
import { type TestHouse, openTestCtx } from '#test/house'
import { aMember, aPng, filesOnDisk, handlers, stage, upload } from './images.fixtures.ts'
import {
  DownloadInput,
  type ReadyImage,
  ReceiveInput,
  deleteImage,
  getImage,
  imageHandlers,
  imageHolder,
  openDownload,
  receivePicture,
  restoreImage,
} from './index.ts'

let t: TestHouse
let ada: Member
before(async () => {
  t = await openTestCtx({ stores: peopleStores })
  ada = await aMember(t, 'ada')
})
after(() => t.close())

/** What is done while somebody waits, and what is not. */
const [urgent, background] = [handlers.filter((one) => !one.background), handlers.filter((one) => one.background)]

/** An upload that is ready, and whose further renditions wait. */
async function received(bytes: Buffer): Promise<ReadyImage> {
  const receiving = receivePicture(t.ctx, ada, await stage(t, bytes), ReceiveInput.parse({ agreeRegion: 'on' }))
  const settled = Promise.allSettled([receiving]).then(() => true)
  while (!(await Promise.race([settled, sleep(5, false)]))) await t.runJobs(urgent)
  const { image } = await receiving
  // One that took longer than an upload waits was developed meanwhile.
  await t.runJobs(urgent)
  return (await getImage(t.ctx, ada, image.id)) as ReadyImage
}

const variantsIn = async (id: string, format: string) =>
  (await getImage(t.ctx, ada, id)).variants.filter((variant) => variant.format === format)
const download = (id: string, format: string, size = 'original') =>
  openDownload(t.ctx, visitor, DownloadInput.parse({ id, format, size }))

/** Soft light and hard edges: of such pictures AVIF is a good deal smaller than WebP. */
function scene(seed: number, width: number, height: number): Promise<Buffer> {
  const circles = Array.from({ length: 40 }, (_, n) => {
    const [x, y, hue] = [(n * 97 + seed * 13) % 100, (n * 61 + seed * 29) % 100, (n * 47 + seed * 7) % 360]
    return `<circle cx="${x}%" cy="${y}%" r="${4 + (n % 9)}%" fill="hsl(${hue} 60% 50%)" fill-opacity="0.7"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
    <linearGradient id="g" x2="1" y2="1"><stop stop-color="hsl(${seed * 31} 50% 70%)"/><stop offset="1"/></linearGradient>
    </defs><rect width="100%" height="100%" fill="url(#g)"/>${circles.join('')}</svg>`
  return sharp(Buffer.from(svg)).flatten().jpeg({ quality: 92 }).toBuffer()
}

async function film(side: number, frames: number): Promise<Buffer> {
  const painted = Array.from({ length: frames }, (_, n) =>
    sharp({
      create: { width: side, height: side, channels: 3, background: { r: (n * 14) % 256, g: 90, b: side % 256 } },
    })
      .raw()
      .toBuffer(),
  )
  const data = Buffer.concat(await Promise.all(painted))
  return sharp(data, { raw: { width: side, height: side * frames, channels: 3, pageHeight: side } })
    .gif({ delay: Array.from({ length: frames }, (_, n) => 50 + 10 * n), loop: 4 })
    .toBuffer()
}

describe('AVIF', () => {
  test('comes after the picture is ready, only where it is a tenth smaller than WebP, and is counted as a file', async () => {
    const { id } = await received(await scene(1, 1000, 667))
    assert.deepEqual(await variantsIn(id, 'avif'), [])
    await t.runJobs(background)
    const webp = new Map((await variantsIn(id, 'webp')).map(({ width, bytes }) => [width, bytes]))
    const avif = await variantsIn(id, 'avif')
    assert.ok(avif.length > 0)
    for (const { width, bytes, url } of avif) {
      assert.ok(bytes <= 0.9 * (webp.get(width) ?? 0), `${width}`)
      assert.ok(width >= 320 && url.endsWith(`/${width}.avif`))
    }
    const used = await t.ctx.db.selectFrom('platform_blob_uses').select('hash').execute()
    const known = new Set(used.map(({ hash }) => hash))
    assert.deepEqual(
      (await filesOnDisk(t)).filter((hash) => !known.has(hash)),
      [],
    )
  })

  test('made twice is there once; a picture with alpha has none', async () => {
    const { id } = await received(await scene(2, 700, 467))
    await t.runJobs(background)
    const before = await variantsIn(id, 'avif')
    for (const handler of imageHandlers.filter((one) => one.background)) {
      const { rows } = await t.database.pool.query<{ id: string }>('select id from library_images')
      for (const { id: imageId } of rows) await handler.run(t.ctx, { imageId })
    }
    assert.deepEqual(await variantsIn(id, 'avif'), before)

    const clear = await received(await aPng(7, { width: 700, height: 500, alpha: 60 }))
    await t.runJobs(background)
    assert.deepEqual(await variantsIn(clear.id, 'avif'), [])
  })

  test('is downloaded in the largest size there is that is no wider than what was asked for', async () => {
    const { id } = await received(await scene(3, 2400, 600))
    await assert.rejects(download(id, 'avif'), { code: 'size-not-offered' })
    await t.runJobs(background)
    const widths = (await variantsIn(id, 'avif')).map(({ width }) => width)
    assert.equal(widths.at(-1), 1920)
    assert.match((await download(id, 'avif')).fileName, /-1920\.avif$/)
    assert.match((await download(id, 'avif', '640')).fileName, /-640\.avif$/)
    assert.equal((await download(id, 'avif')).contentType, 'image/avif')
  })

  const changes: Readonly<Record<string, (id: string) => Promise<void>>> = {
    deleted: (id) => deleteImage(t.ctx, ada, { id }),
    purged: (id) => deleteImage(t.ctx, ada, { id, now: true }),
  }
  for (const [what, change] of Object.entries(changes)) {
    test(`of a picture that is ${what} while it waits or is made, nothing is kept and nothing fails`, async () => {
      const waiting = await received(await scene(what.length * 10, 500, 333))
      await change(waiting.id)
      await t.runJobs(handlers)

      const made = await received(await scene(what.length * 10 + 1, 500, 333))
      const imageId = (await idsWaiting()).at(-1) ?? ''
      const before = await countVariants('avif')
      // The picture goes at the moment in which its renditions are about to be kept.
      const { storage } = t.ctx
      const meanwhile: Ctx = {
        ...t.ctx,
        storage: {
          ...storage,
          stageCopy: async (path) => {
            await change(made.id).catch(() => {})
            return storage.stageCopy(path)
          },
        },
      }
      for (const handler of background) await handler.run(meanwhile, { imageId })
      assert.equal(await countVariants('avif'), before)
      await t.runJobs(handlers)
    })
  }

  test('of a picture that was deleted and restored comes after all', async () => {
    const { id } = await received(await scene(44, 700, 467))
    await deleteImage(t.ctx, ada, { id })
    await t.runJobs(handlers)
    await restoreImage(t.ctx, ada, { id })
    await t.runJobs(handlers)
    assert.ok((await variantsIn(id, 'avif')).length > 0)
  })

  test('goes with the account of its owner, from the disk too (promise: G-36)', async () => {
    const bob = await aMember(t, 'bob')
    const { image } = await upload(t, bob, await scene(55, 500, 333))
    await t.runJobs(handlers)
    const rows = await t.ctx.db
      .selectFrom('library_variants')
      .where('format', '=', 'avif')
      .select('blob_hash')
      .execute()
    assert.ok((await getImage(t.ctx, bob, image.id)).variants.some(({ format }) => format === 'avif'))
    await inTransaction(t.ctx, (tx) => imageHolder.erase!(tx, bob.personId))
    await t.runJobs(handlers)
    const left = await t.ctx.db
      .selectFrom('library_variants')
      .where('format', '=', 'avif')
      .select('blob_hash')
      .execute()
    const files = new Set(await filesOnDisk(t))
    const gone = rows.filter((row) => !left.some(({ blob_hash }) => blob_hash === row.blob_hash))
    assert.ok(gone.length > 0)
    assert.deepEqual(
      gone.filter(({ blob_hash }) => files.has(blob_hash)),
      [],
    )
  })
})

const countVariants = async (format: string): Promise<number> =>
  (await t.ctx.db.selectFrom('library_variants').where('format', '=', format).select('width').execute()).length

async function idsWaiting(): Promise<string[]> {
  const rows = await t.ctx.db
    .selectFrom('library_images')
    .where('status', '=', 'ready')
    .select('id')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

describe('a moving picture', () => {
  test('moves in its WebP renditions, and its first frame is there beside each', async () => {
    const { variants, animated } = await received(await film(200, 3))
    assert.equal(animated, true)
    assert.deepEqual(
      variants.map(({ width, format, animated: moves, url }) => [width, format, moves, url.replace(/^.*\//, '')]),
      [
        [160, 'webp', false, '160.still.webp'],
        [160, 'webp', true, '160.webp'],
        [200, 'webp', false, '200.still.webp'],
        [200, 'webp', true, '200.webp'],
      ],
    )
  })

  test('with much to move stands still until its moving renditions were made in the background', async () => {
    const { id, variants } = await received(await film(700, 18))
    assert.ok(variants.length > 0 && variants.every(({ animated }) => !animated))
    await t.runJobs(background)
    const moving = (await getImage(t.ctx, ada, id)).variants.filter(({ animated }) => animated)
    assert.deepEqual(
      moving.map(({ width }) => width),
      [160, 320, 480, 640, 700],
    )
  })

  test('is downloaded moving as GIF and WebP in any size, and as its first frame in the others', async () => {
    const { id } = await received(await film(330, 3))
    const read = async (format: string, size?: string) =>
      sharp(t.ctx.storage.pathOf((await download(id, format, size)).hash)).metadata()
    for (const [format, size] of [
      ['gif', 'original'],
      ['gif', '160'],
      ['webp', 'original'],
      ['webp', '160'],
    ] as const) {
      const { pages, delay, loop, width } = await read(format, size)
      assert.deepEqual(
        [pages, delay, loop, width],
        [3, [50, 60, 70], 4, size === '160' ? 160 : 330],
        `${format} ${size}`,
      )
    }
    for (const format of ['png', 'jpeg']) assert.equal((await read(format)).pages ?? 1, 1, format)
    const still = await received(await aPng(77))
    await assert.rejects(download(still.id, 'gif'), { code: 'size-not-offered' })
  })
})

describe('work of the background', () => {
  const isOpen = async (ctx: Ctx): Promise<number> =>
    (await ctx.db.selectFrom('library_images').where('status', '=', 'processing').select('id').execute()).length

  /** Thirty pieces of background work, of which none ends before it is let go; then an upload. */
  async function uploadBeside(all: readonly Handler[], priority: number) {
    for (const { id } of await t.ctx.db.selectFrom('library_images').select('id').limit(1).execute()) {
      for (let n = 0; n < 30; n += 1) {
        await t.database.pool.query(
          `select graphile_worker.add_job('library.add-renditions', payload => $1::json, priority => $2::int)`,
          [JSON.stringify({ imageId: id }), priority],
        )
      }
    }
    let begun = 0
    const gate = Promise.withResolvers<void>()
    const gated = all.map((one) =>
      one.name !== 'library.add-renditions'
        ? one
        : {
            ...one,
            run: async () => {
              begun += 1
              await gate.promise
            },
          },
    )
    const runner = await runJobs({
      pool: t.database.queuePool,
      ctx: t.ctx,
      handlers: gated,
      schedules: [],
      concurrency: 4,
    })
    while (begun < (priority > 0 ? 1 : 4)) await sleep(10)
    const input = ReceiveInput.parse({ agreeRegion: 'on' })
    const { outcome } = await receivePicture(t.ctx, ada, await stage(t, await aPng(90 + priority)), input)
    const begunBeside = begun
    gate.resolve()
    while ((await isOpen(t.ctx)) > 0) await sleep(10)
    await runner.stop()
    await t.database.pool.query(`delete from graphile_worker._private_jobs`)
    return { outcome, begunBeside }
  }

  test('does not hold up an upload: of thirty pieces one has begun, and the upload is done before it ends', async () => {
    assert.deepEqual(await uploadBeside(handlers, 10), { outcome: 'created', begunBeside: 1 })
  })

  test('would hold it up if it were done by the same hands', async () => {
    const oneLine = handlers.map((one) => ({ ...one, background: false }))
    assert.deepEqual(await uploadBeside(oneLine, 0), { outcome: 'processing', begunBeside: 4 })
  })
})
