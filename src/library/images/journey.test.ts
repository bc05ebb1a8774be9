import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import sharp, { type Sharp } from 'sharp'
import { type Member, peopleStores, visitor } from '#accounts/people'
import type { Jail } from '#platform/jail'
import { Refusal } from '#platform/refusal'
import { type TestHouse, openTestCtx } from '#test/house'
import { aMember, aPng, filesOnDisk, handlers, stripes, upload } from './images.fixtures.ts'
import {
  DownloadInput,
  EditImageInput,
  FindInput,
  type ReadyImage,
  deleteImage,
  editImage,
  getImage,
  imageSchedules,
  listImages,
  listOwnImages,
  openDownload,
  openImageBytes,
  restoreImage,
} from './index.ts'

let t: TestHouse
let ada: Member
before(async () => {
  t = await openTestCtx({ stores: peopleStores })
  ada = await aMember(t, 'ada')
})
after(() => t.close())

const find = async (input: Record<string, unknown>) => listImages(t.ctx, visitor, FindInput.parse(input))
const addressed = (url: string) => {
  const [, idText = '', version, width, format] = /^\/i\/(img_\w+)-(\d+)\/(\d+)\.(\w+)$/.exec(url) ?? []
  return { idText, version: Number(version), width: Number(width), format: format as 'webp' }
}
const isNotFound = (error: unknown): boolean => error instanceof Refusal && error.code === 'image-not-found'

test('a picture is uploaded, found by a misspelled word, shown, downloaded, deleted and gone (promise: G-36)', async () => {
  const original = await aPng(1, { width: 1000, height: 800, alpha: 60 })
  const received = await upload(t, ada, original, {
    title: 'Lighthouse at “Nordkapp”',
    tags: 'sea, Old  Tower',
    alt: 'A white tower',
    licence: 'CC-BY-4.0',
  })
  assert.equal(received.outcome, 'created')
  const image = received.image as ReadyImage
  assert.equal(image.status, 'ready')
  assert.deepEqual([image.width, image.height, image.format, image.animated], [1000, 800, 'png', false])
  assert.equal(image.transparency.verdict, 'transparent')
  assert.deepEqual(image.tags, ['sea', 'old tower'])
  assert.equal(image.page, `/p/${image.id}/lighthouse-at-nordkapp`)
  assert.match(
    image.licence.attribution,
    /^“Lighthouse at “Nordkapp”” by ada, http.*lighthouse-at-nordkapp, CC BY 4\.0 \(/,
  )
  assert.deepEqual(
    image.variants.map(({ width }) => width),
    [160, 320, 480, 640, 960, 1000],
  )

  const found = await find({ q: 'lighthuose' })
  assert.deepEqual(found.corrections, [{ from: 'lighthuose', to: 'lighthouse' }])
  assert.deepEqual(
    found.items.map(({ id }) => id),
    [image.id],
  )
  assert.deepEqual(
    (await find({ author: '@ADA', tag: 'old tower', transparency: 'transparent' })).items.map(({ id }) => id),
    [image.id],
  )
  assert.deepEqual((await find({ author: 'nobody' })).items, [])
  assert.equal((await getImage(t.ctx, visitor, image.id)).isOwn, false)

  const place = addressed(image.variants[1]?.url ?? '')
  const bytes = await openImageBytes(t.ctx, place)
  assert.equal(bytes.contentType, 'image/webp')
  assert.equal(bytes.isOpen, true)
  assert.equal(bytes.etag, `"${bytes.hash}"`)
  assert.equal((await readFile(t.ctx.storage.pathOf(bytes.hash))).length, bytes.sizeBytes)

  const download = await openDownload(t.ctx, visitor, DownloadInput.parse({ id: image.id, size: '640', format: 'png' }))
  assert.equal(download.fileName, 'lighthouse-at-nordkapp-640.png')
  const alpha = async (picture: Sharp) => (await picture.extractChannel('alpha').raw().toBuffer()).map(Number)
  const got = await alpha(sharp(t.ctx.storage.pathOf(download.hash)))
  const want = await alpha(sharp(original).resize(640))
  assert.equal(got.length, want.length)
  const difference = got.reduce((sum, value, at) => sum + Math.abs(value - (want[at] ?? 0)), 0) / got.length
  assert.ok(difference < 2, `mean difference of alpha ${difference}`)

  await deleteImage(t.ctx, ada, { id: image.id })
  await assert.rejects(getImage(t.ctx, ada, image.id), isNotFound)
  await assert.rejects(openImageBytes(t.ctx, place), isNotFound)
  await assert.rejects(openDownload(t.ctx, ada, DownloadInput.parse({ id: image.id })), isNotFound)
  assert.deepEqual((await find({ q: 'lighthouse' })).items, [])
  assert.ok((await filesOnDisk(t)).length > 0, 'it can still be undone')

  const [deleted] = (await listOwnImages(t.ctx, ada, { deleted: true })).items
  assert.equal(deleted?.id, image.id)
  assert.deepEqual(deleted?.purgeAt, new Date('2026-01-06T09:00:00Z'))
  await restoreImage(t.ctx, ada, { id: image.id })
  assert.equal((await find({ q: 'lighthouse' })).items[0]?.id, image.id)
  assert.equal((await openImageBytes(t.ctx, place)).hash, bytes.hash)

  await deleteImage(t.ctx, ada, { id: image.id })
  const purge = async () => {
    await imageSchedules[0]?.run(t.ctx)
    await t.runJobs(handlers)
  }
  t.clock.advanceMs(24 * 3_600_000 - 1)
  await purge()
  assert.ok((await filesOnDisk(t)).length > 0, 'not before its time')
  t.clock.advanceMs(1)
  await assert.rejects(restoreImage(t.ctx, ada, { id: image.id }), isNotFound)
  await purge()
  assert.deepEqual(await filesOnDisk(t), [], 'nothing is left on disk')
  for (const table of ['library_images', 'library_variants', 'library_search_words', 'platform_blob_uses'] as const) {
    assert.deepEqual(await t.ctx.db.selectFrom(table).selectAll().execute(), [], table)
  }
})

test('an edit changes what is found, and hides and shows a picture at once', async () => {
  const { image } = await upload(t, ada, await aPng(2), { title: 'Cathedral', visibility: 'private' })
  assert.deepEqual((await find({ q: 'cathedral' })).items, [])

  const edit = (given: Record<string, unknown>) =>
    editImage(t.ctx, ada, EditImageInput.parse({ id: image.id, ...given }))
  t.clock.advanceMs(1000)
  const shown = await edit({ visibility: 'public', tags: ['Gothic'], licence: 'CC0-1.0', attribution: 'The Guild' })
  assert.equal(shown.title, 'Cathedral')
  assert.match(shown.licence.attribution, /by The Guild, .*CC0 1\.0/)
  const listed = (await find({ q: 'cathedral', tag: 'gothic', licence: 'CC0-1.0' })).items
  assert.deepEqual(
    listed.map(({ id }) => id),
    [image.id],
  )

  await edit({ title: 'Minster' })
  assert.deepEqual((await find({ q: 'minster' })).items.length, 1)
  assert.deepEqual((await find({ q: 'cathedral' })).items, [])

  await edit({ visibility: 'unlisted' })
  assert.deepEqual((await find({ q: 'minster' })).items, [])
  assert.equal((await getImage(t.ctx, visitor, image.id)).title, 'Minster')
  await deleteImage(t.ctx, ada, { id: image.id, now: true })
})

test('the same pixels in any lossless file are the same picture, and its address stays true to its bytes', async () => {
  const { image } = await upload(t, ada, await aPng(3, { width: 700, height: 500 }), { title: 'Sails' })
  const place = { idText: image.id, version: 1 }
  const native = await openImageBytes(t.ctx, { ...place, width: 700, format: 'png' })
  assert.deepEqual(
    await sharp(t.ctx.storage.pathOf(native.hash)).ensureAlpha().raw().toBuffer(),
    await stripes(3, { width: 700, height: 500 }).raw().toBuffer(),
  )
  for (const wrong of [
    { ...place, width: 641, format: 'png' as const },
    { ...place, width: 960, format: 'png' as const },
    { ...place, width: 160, format: 'avif' as const },
    { ...place, width: 320, format: 'gif' as const },
    { ...place, width: 320, format: 'still' as const },
    { ...place, version: 2, width: 320, format: 'webp' as const },
    { idText: 'img_nonsense', version: 1, width: 320, format: 'webp' as const },
  ]) {
    await assert.rejects(openImageBytes(t.ctx, wrong), isNotFound, JSON.stringify(wrong))
  }
  const download = (input: Record<string, unknown>) =>
    openDownload(t.ctx, visitor, DownloadInput.parse({ id: image.id, ...input }))
  assert.equal((await download({})).fileName, 'sails-700.png')
  assert.equal((await download({ size: '480' })).fileName, 'sails-480.png')
  assert.equal((await download({ size: '480', format: 'jpg' })).contentType, 'image/jpeg')
  assert.equal((await download({ format: 'webp' })).fileName, 'sails-700.webp')
  for (const wrong of [{ size: '481' }, { size: '1280' }, { format: 'gif' }, { size: '160', format: 'avif' }]) {
    await assert.rejects(download(wrong), { code: 'size-not-offered' }, JSON.stringify(wrong))
  }
})

test('many who ask for the same rendition at once wait for one, which is kept', async () => {
  const { image } = await upload(t, ada, await aPng(4, { width: 1200, height: 900 }), { title: 'Crowd' })
  let renders = 0
  const { jail } = t.ctx
  const run: Jail['run'] = (...args) => {
    renders += 1
    return jail.run(...args)
  }
  const counting = { ...t.ctx, jail: { ...jail, run } }
  const place = { idText: image.id, version: 1, width: 960, format: 'jpeg' as const }
  const all = await Promise.all(Array.from({ length: 12 }, () => openImageBytes(counting, place)))
  assert.equal(renders, 1)
  assert.equal(new Set(all.map(({ hash }) => hash)).size, 1)
  await openImageBytes(counting, place)
  assert.equal(renders, 1)
  assert.ok((await filesOnDisk(t)).includes(all[0]?.hash ?? ''))
})
