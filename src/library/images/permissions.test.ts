import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Actor, type Member, peopleStores, visitor } from '#accounts/people'
import { Refusal } from '#platform/refusal'
import type { VariantFormat } from '#library/variants'
import { type TestHouse, openTestCtx } from '#test/house'
import { aMember, aPng, byKey, upload } from './images.fixtures.ts'
import {
  DownloadInput,
  EditImageInput,
  FindInput,
  type ImageView,
  deleteImage,
  editImage,
  getImage,
  listImages,
  listOwnImages,
  openDownload,
  openImageBytes,
  restoreImage,
} from './index.ts'

let t: TestHouse
let ada: Member
let actors: Record<string, Actor>
const pictures: Record<string, ImageView> = {}

before(async () => {
  t = await openTestCtx({ stores: peopleStores })
  ada = await aMember(t, 'ada')
  const bob = await aMember(t, 'bob')
  actors = {
    visitor,
    'another member': bob,
    'a moderator': { ...bob, roles: new Set(['moderator', 'admin']) },
    'another’s key': byKey(bob, 'images:read', 'images:write'),
    owner: ada,
    'owner’s reading key': byKey(ada, 'images:read'),
    'owner’s writing key': byKey(ada, 'images:write'),
    'owner, locked': { ...ada, status: 'locked' },
  }
  let seed = 20
  for (const visibility of ['public', 'unlisted', 'private']) {
    pictures[visibility] = (await upload(t, ada, await aPng((seed += 1)), { title: 'Harp', visibility })).image
  }
  const deleted = (await upload(t, ada, await aPng((seed += 1)), { title: 'Harp' })).image
  await deleteImage(t.ctx, ada, { id: deleted.id })
  pictures['deleted'] = deleted
})
after(() => t.close())

/** All that an answer tells. */
const told = (error: unknown): unknown =>
  error instanceof Refusal && [error.kind, error.code, error.status, error.message, error.fields]

type Verb = (actor: Actor, id: string) => Promise<unknown>
const reading: Record<string, Verb> = {
  getImage: (actor, id) => getImage(t.ctx, actor, id),
  openDownload: (actor, id) => openDownload(t.ctx, actor, DownloadInput.parse({ id })),
}
const mayRead: Record<string, readonly string[]> = {
  public: [
    'visitor',
    'another member',
    'a moderator',
    'another’s key',
    'owner',
    'owner’s reading key',
    'owner’s writing key',
    'owner, locked',
  ],
  unlisted: [
    'visitor',
    'another member',
    'a moderator',
    'another’s key',
    'owner',
    'owner’s reading key',
    'owner’s writing key',
    'owner, locked',
  ],
  private: ['owner', 'owner’s reading key'],
  deleted: [],
}

for (const [verb, read] of Object.entries(reading)) {
  describe(verb, () => {
    for (const [visibility, allowed] of Object.entries(mayRead)) {
      test(`${visibility}: only whom its owner chose; for all others it does not exist`, async () => {
        const id = pictures[visibility]?.id ?? ''
        const missing = await getImage(t.ctx, visitor, 'img_01ke6p4ym0ehgsfbqvtg1n9ewy').catch(
          (error: unknown) => error,
        )
        for (const [name, actor] of Object.entries(actors)) {
          const answer = await read(actor, id).catch((error: unknown) => error)
          if (allowed.includes(name)) {
            assert.ok(!(answer instanceof Error), `${name}: ${String(answer)}`)
          } else {
            assert.ok(answer instanceof Refusal, name)
            assert.deepEqual(told(answer), told(missing))
          }
        }
      })
    }
  })
}

describe('addresses of bytes', () => {
  const parts = (url: string) => {
    const { pathname, searchParams } = new URL(url, 'http://x')
    const [, idText = '', version] = /^\/i\/(img_\w+)-(\d+)\//.exec(pathname) ?? []
    const until = searchParams.get('until')
    const sig = searchParams.get('sig')
    return {
      idText,
      version: Number(version),
      width: 160,
      format: 'webp' as VariantFormat,
      ...(until ? { until: Number(until) } : {}),
      ...(sig ? { sig } : {}),
    }
  }
  const open = (place: ReturnType<typeof parts>) => openImageBytes(t.ctx, place)
  const urlOf = async (visibility: string): Promise<string> =>
    (await getImage(t.ctx, ada, pictures[visibility]?.id ?? '')).variants[0]?.url ?? ''

  test('public ones are open and may be kept for ever', async () => {
    const url = await urlOf('public')
    assert.doesNotMatch(url, /sig/)
    assert.equal((await open(parts(url))).isOpen, true)
  })

  for (const visibility of ['unlisted', 'private']) {
    test(`${visibility} ones are signed for one rendition, hold a quarter of an hour, and stay the same for some minutes`, async () => {
      t.clock.set(new Date('2026-01-05T10:01:00Z'))
      const url = await urlOf(visibility)
      const place = parts(url)
      assert.equal((await open(place)).isOpen, false)
      const { until: _until, sig: _sig, ...bare } = place
      const other = parts(await urlOf(visibility === 'private' ? 'unlisted' : 'private'))
      const wrong = [
        bare,
        { ...bare, until: Number(place.until) },
        { ...place, until: Number(place.until) + 1 },
        { ...place, sig: `${place.sig?.slice(0, -2)}AA` },
        { ...place, sig: '' },
        { ...place, sig: String(other.sig), until: Number(other.until) },
        { ...place, until: Number.NaN },
        { ...place, width: 200 },
        { ...place, format: 'png' as const },
        { ...place, version: 2 },
      ]
      for (const forged of wrong)
        await assert.rejects(open(forged), { code: 'image-not-found' }, JSON.stringify(forged))

      t.clock.advanceMs(3 * 60_000)
      assert.equal(await urlOf(visibility), url)
      t.clock.advanceMs(12 * 60_000)
      assert.ok(await open(place))
      t.clock.advanceMs(5 * 60_000)
      await assert.rejects(open(place), { code: 'image-not-found' })
    })
  }
})

test('a search shows public pictures to everybody, and nothing else to anybody', async () => {
  for (const [name, actor] of Object.entries(actors)) {
    for (const asked of [{ q: 'harp' }, { author: 'ada' }, {}]) {
      const { items } = await listImages(t.ctx, actor, FindInput.parse(asked))
      assert.deepEqual(
        items.map(({ id }) => id),
        [pictures['public']?.id],
        name,
      )
    }
  }
})

test('one’s own pictures are listed to their owner alone', async () => {
  const ids = async (actor: Actor, deleted: boolean) =>
    (await listOwnImages(t.ctx, actor, { deleted })).items.map(({ id }) => id)
  const all = ['private', 'unlisted', 'public'].map((visibility) => pictures[visibility]?.id).sort()
  assert.deepEqual((await ids(ada, false)).sort(), all)
  assert.deepEqual((await ids(actors['owner’s reading key'] ?? visitor, false)).sort(), all)
  assert.deepEqual(await ids(actors['another member'] ?? visitor, false), [])
  assert.deepEqual(await ids(ada, true), [pictures['deleted']?.id])
  const byOne: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Awaited<ReturnType<typeof listOwnImages>> = await listOwnImages(t.ctx, ada, {
      limit: 1,
      ...(cursor ? { cursor } : {}),
    })
    byOne.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  }
  assert.deepEqual(byOne, await ids(ada, false))
  await assert.rejects(listOwnImages(t.ctx, ada, { cursor: 'x' }), { code: 'cursor-not-understood' })
  await assert.rejects(ids(visitor, false), { code: 'sign-in-needed' })
  await assert.rejects(ids(actors['owner’s writing key'] ?? visitor, false), { code: 'scope-missing' })
})

describe('changing', () => {
  const changing: Record<string, Verb> = {
    editImage: (actor, id) => editImage(t.ctx, actor, EditImageInput.parse({ id, title: 'Taken' })),
    deleteImage: (actor, id) => deleteImage(t.ctx, actor, { id }),
    'deleteImage, now': (actor, id) => deleteImage(t.ctx, actor, { id, now: true }),
    restoreImage: (actor, id) => restoreImage(t.ctx, actor, { id }),
  }
  const codes: Record<string, (visibility: string) => string> = {
    visitor: () => 'sign-in-needed',
    'owner, locked': () => 'sign-in-needed',
    'owner’s reading key': () => 'scope-missing',
    'another member': (visibility) =>
      ['public', 'unlisted'].includes(visibility) ? 'not-your-image' : 'image-not-found',
    'a moderator': (visibility) => (['public', 'unlisted'].includes(visibility) ? 'not-your-image' : 'image-not-found'),
    'another’s key': (visibility) =>
      ['public', 'unlisted'].includes(visibility) ? 'not-your-image' : 'image-not-found',
  }
  for (const [verb, change] of Object.entries(changing)) {
    test(`${verb}: nobody but the owner, and what others may not see does not exist for them`, async () => {
      for (const [name, code] of Object.entries(codes)) {
        for (const [visibility, { id }] of Object.entries(pictures)) {
          const answer = await change(actors[name] ?? visitor, id).catch((error: unknown) => error)
          assert.ok(answer instanceof Refusal, `${name} ${visibility}`)
          assert.equal(answer.code, code(visibility), `${name} ${visibility}`)
        }
      }
    })
  }

  test('the owner may, by a key with the scope too (negative control)', async () => {
    const id = pictures['private']?.id ?? ''
    const key = actors['owner’s writing key'] ?? visitor
    assert.equal((await editImage(t.ctx, key, EditImageInput.parse({ id, title: 'Mine' }))).title, 'Mine')
    await deleteImage(t.ctx, key, { id })
    await restoreImage(t.ctx, key, { id })
    await deleteImage(t.ctx, ada, { id, now: true })
    await assert.rejects(getImage(t.ctx, ada, id), { code: 'image-not-found' })
  })
})
