import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Member, peopleStores, visitor } from '#accounts/people'
import { inTransaction } from '#platform/context'
import { type TestHouse, openTestCtx } from '#test/house'
import { aMember, aPng, filesOnDisk, handlers, stage, stripes, upload, whileWorking } from './images.fixtures.ts'
import {
  ReceiveInput,
  deleteImage,
  getImage,
  imageHolder,
  listOwnImages,
  openImageBytes,
  receivePicture,
  restoreImage,
} from './index.ts'

let t: TestHouse
let ada: Member
let bob: Member
before(async () => {
  t = await openTestCtx({ stores: peopleStores })
  ada = await aMember(t, 'ada')
  bob = await aMember(t, 'bob')
})
after(() => t.close())

const input = ReceiveInput.parse({ agreeRegion: 'on' })
const count = async (member: Member): Promise<number> => (await listOwnImages(t.ctx, member, {})).items.length

test('the same file from the same member is the one that is there, with what was said of it first', async () => {
  const bytes = await aPng(10)
  const first = await upload(t, ada, bytes, { title: 'First' })
  const again = await upload(t, ada, bytes, { title: 'Second' })
  assert.deepEqual([again.outcome, again.duplicate, again.image.id], ['duplicate', 'exact', first.image.id])
  assert.equal(again.image.title, 'First')
})

test('the same pixels in another file are the picture that is there; the other file leaves nothing', async () => {
  const first = await upload(t, ada, await aPng(11))
  const files = await filesOnDisk(t)
  const before = await count(ada)
  const webp = await stripes(11).webp({ lossless: true }).toBuffer()
  const again = await upload(t, ada, webp)
  await t.runJobs(handlers)
  assert.deepEqual([again.outcome, again.duplicate, again.image.id], ['duplicate', 'pixels', first.image.id])
  assert.deepEqual(await filesOnDisk(t), files)
  assert.equal(await count(ada), before)
})

test('an owner who did not wait is led to the picture that is there', async () => {
  const first = await upload(t, ada, await aPng(12))
  const staged = await stage(t, await stripes(12).webp({ lossless: true }).toBuffer())
  const receiving = receivePicture(t.ctx, ada, staged, input)
  receiving.catch(() => {})
  // Nobody works: patience ends. Then the work is done.
  const slow = await receiving
  assert.equal(slow.outcome, 'processing')
  assert.deepEqual([slow.image.status, slow.image.width, slow.image.variants], ['processing', null, []])
  await assert.rejects(getImage(t.ctx, visitor, slow.image.id), { code: 'image-not-found' })
  await t.runJobs(handlers)
  assert.equal((await getImage(t.ctx, ada, slow.image.id)).id, first.image.id)
  await assert.rejects(getImage(t.ctx, bob, slow.image.id), { code: 'image-not-found' })
})

test('ten simultaneous uploads of one file are one picture', async () => {
  const bytes = await aPng(13)
  const before = await count(ada)
  const staged = await Promise.all(Array.from({ length: 10 }, () => stage(t, bytes)))
  const all = await whileWorking(t, Promise.all(staged.map((one) => receivePicture(t.ctx, ada, one, input))))
  assert.deepEqual(all.map(({ outcome }) => outcome).sort(), [
    'created',
    ...Array.from({ length: 9 }, () => 'duplicate'),
  ])
  assert.equal(new Set(all.map(({ image }) => image.id)).size, 1)
  assert.equal(await count(ada), before + 1)
})

test('several files of one picture at the same time are one picture', async () => {
  const before = await count(ada)
  const files = await Promise.all([
    aPng(14),
    stripes(14).png({ compressionLevel: 1 }).toBuffer(),
    stripes(14).webp({ lossless: true }).toBuffer(),
  ])
  assert.equal(new Set(files.map((file) => file.toString('base64'))).size, 3)
  const staged = await Promise.all(files.map((bytes) => stage(t, bytes)))
  const all = await whileWorking(t, Promise.all(staged.map((one) => receivePicture(t.ctx, ada, one, input))))
  assert.deepEqual(all.map(({ outcome }) => outcome).sort(), ['created', 'duplicate', 'duplicate'])
  assert.equal(new Set(all.map(({ image }) => image.id)).size, 1)
  assert.equal(await count(ada), before + 1)
})

test('others are not told, have a picture of their own, and keep it when the first is deleted or its owner erased', async () => {
  const bytes = await aPng(15, { width: 400, height: 300 })
  const hers = await upload(t, ada, bytes)
  const his = await upload(t, bob, bytes)
  assert.deepEqual([his.outcome, his.duplicate], ['created', undefined])
  assert.notEqual(his.image.id, hers.image.id)

  await deleteImage(t.ctx, ada, { id: hers.image.id, now: true })
  await t.runJobs(handlers)
  const place = { idText: his.image.id, version: 1, width: 320, format: 'webp' as const }
  assert.ok(await t.ctx.storage.has((await openImageBytes(t.ctx, place)).hash))
  const again = await upload(t, ada, bytes)
  assert.equal(again.outcome, 'created')

  await inTransaction(t.ctx, (tx) => imageHolder.erase!(tx, ada.personId))
  await t.runJobs(handlers)
  assert.equal(await count(ada), 0)
  const { hash } = await openImageBytes(t.ctx, place)
  assert.ok(await t.ctx.storage.has(hash))

  // Negative control: it was his use that kept it.
  await inTransaction(t.ctx, (tx) => imageHolder.erase!(tx, bob.personId))
  await t.runJobs(handlers)
  assert.equal(await t.ctx.storage.has(hash), false)
  assert.deepEqual(await filesOnDisk(t), [])
})

test('a deleted picture that was uploaded again cannot be restored beside the new one', async () => {
  const bytes = await aPng(16)
  const first = await upload(t, ada, bytes)
  await deleteImage(t.ctx, ada, { id: first.image.id })
  const second = await upload(t, ada, bytes)
  assert.equal(second.outcome, 'created')
  await assert.rejects(restoreImage(t.ctx, ada, { id: first.image.id }), { code: 'picture-uploaded-again' })

  await deleteImage(t.ctx, ada, { id: second.image.id, now: true })
  const third = await upload(t, ada, await stripes(16).webp({ lossless: true }).toBuffer())
  assert.equal(third.outcome, 'created')
  await assert.rejects(restoreImage(t.ctx, ada, { id: first.image.id }), { code: 'picture-uploaded-again' })
  await deleteImage(t.ctx, ada, { id: third.image.id, now: true })
  assert.equal((await restoreImage(t.ctx, ada, { id: first.image.id })).status, 'ready')
})
