import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { type Member, peopleStores } from '#accounts/people'
import type { Ctx } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import type { Storage } from '#platform/storage'
import { type TestHouse, openTestCtx } from '#test/house'
import { aMember, aPng, filesOnDisk, stage, whileWorking } from './images.fixtures.ts'
import {
  FindInput,
  ReceiveInput,
  deleteImage,
  getImage,
  imageHandlers,
  listImages,
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

const input = ReceiveInput.parse({ agreeRegion: 'on', title: 'Wreck' })

/** A house whose storage breaks off at the given call, as a crash or a full disk would. */
function breaking(verb: 'stageCopy' | 'place', call: number): Ctx {
  let calls = 0
  const broken = async <Out>(go: () => Promise<Out>): Promise<Out> => {
    calls += 1
    if (calls === call) throw new Error('broken off')
    return go()
  }
  const { storage } = t.ctx
  const storageOf: Record<typeof verb, Partial<Storage>> = {
    stageCopy: { stageCopy: (path) => broken(() => storage.stageCopy(path)) },
    place: { place: (staged) => broken(() => storage.place(staged)) },
  }
  return { ...t.ctx, storage: { ...storage, ...storageOf[verb] } }
}

async function waitingId(): Promise<Id<'image'>> {
  for (;;) {
    const row = await t.ctx.db
      .selectFrom('library_images')
      .where('status', '=', 'processing')
      .select('id')
      .executeTakeFirst()
    if (row) return row.id as Id<'image'>
  }
}

test('developing may break off anywhere and be done again: nothing half is ever to be seen', async () => {
  const receiving = receivePicture(t.ctx, ada, await stage(t, await aPng(40, { width: 400, height: 300 })), input)
  receiving.catch(() => {})
  const imageId = await waitingId()
  const points = [
    ['stageCopy', 1],
    ['stageCopy', 3],
    ['place', 1],
    ['place', 2],
    ['place', 4],
  ] as const
  for (const [verb, call] of points) {
    await assert.rejects(imageHandlers[0]?.run(breaking(verb, call), { imageId }) ?? Promise.resolve(), /broken off/)
    const row = await t.ctx.db.selectFrom('library_images').select('status').executeTakeFirstOrThrow()
    assert.equal(row.status, 'processing')
    assert.deepEqual(await t.ctx.db.selectFrom('library_variants').selectAll().execute(), [])
    assert.deepEqual((await listImages(t.ctx, ada, FindInput.parse({}))).items, [])
  }
  const { outcome, image } = await whileWorking(t, receiving)
  assert.equal(outcome, 'created')
  assert.equal(image.variants.length, 3)

  // Once more, as a queue that lost the news would.
  await imageHandlers[0]?.run(t.ctx, { imageId })
  assert.equal((await listImages(t.ctx, ada, FindInput.parse({ q: 'wreck' }))).items.length, 1)
  const known = await t.ctx.db.selectFrom('platform_blobs').select('hash').orderBy('hash').execute()
  assert.deepEqual(
    await filesOnDisk(t),
    known.map(({ hash }) => hash),
  )
  assert.deepEqual(await readdir(t.ctx.storage.workFolder), [])
  await deleteImage(t.ctx, ada, { id: image.id, now: true })
})

test('an upload that breaks off before it is acknowledged leaves no row and nothing in the work folder', async () => {
  const staged = await stage(t, await aPng(41))
  await assert.rejects(receivePicture(breaking('place', 1), ada, staged, input), /broken off/)
  assert.deepEqual(await t.ctx.db.selectFrom('library_images').select('id').execute(), [])
  assert.deepEqual(await readdir(t.ctx.storage.workFolder), [])
})

test('one that is deleted while it is processed is not developed, and is when it is restored', async () => {
  const receiving = receivePicture(t.ctx, ada, await stage(t, await aPng(42)), input)
  const refused = receiving.catch((error: unknown) => error)
  const imageId = await waitingId()
  const id = showId('image', imageId)
  await deleteImage(t.ctx, ada, { id })
  assert.equal(((await refused) as { code?: string }).code, 'image-not-found')
  await t.runJobs(imageHandlers)
  assert.equal((await restoreImage(t.ctx, ada, { id })).status, 'processing')
  await t.runJobs(imageHandlers)
  assert.equal((await getImage(t.ctx, ada, id)).status, 'ready')
})
