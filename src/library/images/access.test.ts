import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type Actor, type Member, peopleStores, visitor } from '#accounts/people'
import { completeTag } from '#library/search'
import { dayMs, minuteMs } from '#platform/clock'
import { inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { type TestHouse, openTestCtx } from '#test/house'
import { type Access, type Asker, type Judged, type Want, accessTo, losesViewers } from './access.rules.ts'
import { aMember, aPng, byKey, handlers, upload } from './images.fixtures.ts'
import { readImageId } from './require-access.ts'
import {
  type AddressedBytes,
  DownloadInput,
  EditImageInput,
  FindInput,
  type ImageView,
  type Visibility,
  deleteImage,
  editImage,
  getImage,
  imageHolder,
  listImages,
  listOwnImages,
  openDownload,
  openImageBytes,
  restoreImage,
  visibilities,
} from './index.ts'

let t: TestHouse
let ada: Member
let actors: Readonly<Record<string, Actor>>
before(async () => {
  t = await openTestCtx({ stores: peopleStores })
  ada = await aMember(t, 'ada')
  const bob = await aMember(t, 'bob')
  actors = {
    visitor,
    owner: ada,
    'owner’s reading key': byKey(ada, 'images:read'),
    'owner’s writing key': byKey(ada, 'images:write'),
    'owner, locked': { ...ada, status: 'locked' },
    'owner, unverified': { ...ada, status: 'unverified' },
    other: bob,
    'other’s key': byKey(bob, 'images:read', 'images:write'),
    admin: { ...bob, roles: new Set(['admin', 'moderator', 'support']) },
  }
})
after(() => t.close())

/** What somebody was told: that it went well, or the code of the refusal. */
async function outcomeOf(doing: Promise<unknown>): Promise<string> {
  try {
    await doing
    return 'granted'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** What those codes are in the words of the rules. Who somebody is was asked before a picture was looked at. */
const accessOf: Readonly<Record<string, Access>> = {
  granted: 'granted',
  'not-your-image': 'not-yours',
  'image-not-found': 'not-there',
}
const beforeThePicture = new Set(['sign-in-needed', 'scope-missing', 'verify-first'])

const judge = async (id: string): Promise<Judged | undefined> =>
  t.ctx.db
    .selectFrom('library_images')
    .where('id', '=', readImageId(id))
    .select(['owner_id', 'status', 'visibility', 'deleted_at', 'purge_at', 'version', 'hidden_at'])
    .executeTakeFirst()

/** An address as it was given out, and until when its permit holds. */
interface Given {
  readonly place: AddressedBytes
  readonly holdsUntil: number
}

function given(url: string): Given {
  const { pathname, searchParams } = new URL(url, 'http://x')
  const [, idText = '', version, width] = /^\/i\/(img_\w+)-(\d+)\/(\d+)\.webp$/.exec(pathname) ?? []
  const place = { idText, version: Number(version), width: Number(width), format: 'webp' as const }
  const [until, sig] = [searchParams.get('until'), searchParams.get('sig')]
  if (until === null || sig === null) return { place, holdsUntil: 0 }
  return { place: { ...place, until: Number(until), sig }, holdsUntil: Number(until) * 1000 }
}

/** Every way in, for everybody, against the rules. */
async function everyWayAgrees(id: string, addresses: readonly Given[]): Promise<void> {
  const image = await judge(id)
  const now = t.ctx.clock.now()
  const expect = (asker: Asker, want: Want): Access => accessTo(image, asker, want, now)
  for (const [name, actor] of Object.entries(actors)) {
    const said = async (want: Want, doing: Promise<unknown>) => {
      const outcome = await outcomeOf(doing)
      if (!beforeThePicture.has(outcome)) assert.equal(accessOf[outcome], expect(actor, want), `${name}: ${want}`)
    }
    await said('page', getImage(t.ctx, actor, id))
    await said('download', openDownload(t.ctx, actor, DownloadInput.parse({ id })))
    for (const asked of [{ q: 'harp' }, { tag: 'strings' }, { author: 'ada' }, {}]) {
      const { items } = await listImages(t.ctx, actor, FindInput.parse({ ...asked, limit: 100 }))
      const isFound = items.some((item) => item.id === id)
      assert.equal(isFound, expect(actor, 'find') === 'granted', `${name}: find by ${JSON.stringify(asked)}`)
    }
    for (const deleted of [false, true]) {
      const listed = await listOwnImages(t.ctx, actor, { deleted, limit: 100 }).catch((error: unknown) => error)
      if (listed instanceof Refusal && beforeThePicture.has(listed.code)) continue
      const isListed = (listed as { items: readonly ImageView[] }).items.some((item) => item.id === id)
      assert.equal(isListed, expect(actor, deleted ? 'list-deleted' : 'list') === 'granted', `${name}: ${deleted}`)
    }
  }
  const tags = await completeTag(t.ctx, { prefix: 'strings' })
  assert.equal(tags.length > 0, expect(visitor, 'find') === 'granted', 'tags')
  for (const { place, holdsUntil } of addresses) {
    const isPermitted = holdsUntil > now.getTime()
    const outcome = await outcomeOf(openImageBytes(t.ctx, place))
    const expected = expect({ kind: 'address', version: place.version, isPermitted }, 'bytes')
    assert.equal(accessOf[outcome], expected, `bytes of ${place.version}, ${isPermitted ? 'permitted' : 'bare'}`)
    const bare = await outcomeOf(openImageBytes(t.ctx, { ...place, until: undefined, sig: undefined } as never))
    const bareExpected = expect({ kind: 'address', version: place.version, isPermitted: false }, 'bytes')
    assert.equal(accessOf[bare], bareExpected, `bytes of ${place.version}, without its permit`)
  }
}

type Step =
  | { readonly act: 'show'; readonly visibility: Visibility; readonly by: string }
  | { readonly act: 'delete' | 'purge' | 'restore'; readonly by: string }
  | { readonly act: 'wait'; readonly ms: number }
  | { readonly act: 'leave' }
  | { readonly act: 'come back' }

const who = fc.oneof(
  { weight: 4, arbitrary: fc.constant('owner') },
  { weight: 1, arbitrary: fc.constantFrom('visitor', 'owner’s reading key', 'owner’s writing key', 'other', 'admin') },
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ act: fc.constant('show'), visibility: fc.constantFrom(...visibilities), by: who }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('delete', 'restore'), by: who }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('purge'), by: fc.constantFrom('other', 'owner') }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constantFrom('leave', 'come back') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('wait'), ms: fc.constantFrom(4 * minuteMs, 21 * minuteMs, dayMs) }),
  },
)

/** Does the step, and says what the rules said of it beforehand. */
async function take(id: string, now: Step): Promise<void> {
  if (now.act === 'wait') {
    t.clock.advanceMs(now.ms)
    return
  }
  if (now.act === 'leave' || now.act === 'come back') {
    const { hide, unhide } = imageHolder
    await inTransaction(
      t.ctx,
      (tx) => (now.act === 'leave' ? hide?.(tx, ada.personId) : unhide?.(tx, ada.personId)) ?? none,
    )
    return
  }
  const actor = actors[now.by] ?? visitor
  const want = now.act === 'show' ? 'edit' : now.act
  const expected = accessTo(await judge(id), actor, want, t.ctx.clock.now())
  const outcome = await outcomeOf(
    now.act === 'show'
      ? editImage(t.ctx, actor, EditImageInput.parse({ id, visibility: now.visibility }))
      : now.act === 'restore'
        ? restoreImage(t.ctx, actor, { id })
        : deleteImage(t.ctx, actor, { id, now: now.act === 'purge' }),
  )
  if (!beforeThePicture.has(outcome)) assert.equal(accessOf[outcome], expected, `${now.by}: ${want}`)
}

const none = Promise.resolve()

let seed = 300
async function playOut(visibility: Visibility, steps: readonly Step[], check = everyWayAgrees): Promise<void> {
  const { image } = await upload(t, ada, await aPng((seed += 1), { width: 20, height: 20 }), {
    title: 'Harp',
    tags: 'strings',
    visibility,
  })
  const addresses: Given[] = []
  const collect = async () => {
    const seen = await getImage(t.ctx, ada, image.id).catch(() => null)
    for (const { url } of seen?.variants.slice(0, 1) ?? []) addresses.push(given(url))
  }
  try {
    await collect()
    await check(image.id, addresses)
    for (const next of steps) {
      await take(image.id, next)
      await collect()
      await check(image.id, addresses)
    }
  } finally {
    await take(image.id, { act: 'come back' })
    await deleteImage(t.ctx, ada, { id: image.id, now: true }).catch(() => {})
    await t.runJobs(handlers)
  }
}

test('whatever happens to a picture, every way to it says to everybody what the one rule says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...visibilities), fc.array(step, { minLength: 1, maxLength: 6 }), (first, steps) =>
      playOut(first, steps),
    ),
    { numRuns: 12 },
  )
})

test('the comparison notices a way in that does not ask (negative control)', async () => {
  const blind = async (id: string, addresses: readonly Given[]): Promise<void> => {
    const [first] = addresses
    // What an address opened once, it would open for ever.
    if (first) assert.equal(await outcomeOf(openImageBytes(t.ctx, first.place)), 'granted')
    assert.ok(id)
  }
  await assert.rejects(playOut('public', [{ act: 'show', visibility: 'private', by: 'owner' }], blind))
})

test('when fewer may see a picture every address of before ends at once, and more may see it at the same ones', async () => {
  const { image } = await upload(t, ada, await aPng(290, { width: 20, height: 20 }), { visibility: 'public' })
  const urlNow = async () => (await getImage(t.ctx, ada, image.id)).variants[0]?.url ?? ''
  const show = (visibility: Visibility) => editImage(t.ctx, ada, EditImageInput.parse({ id: image.id, visibility }))
  const opens = (url: string) => outcomeOf(openImageBytes(t.ctx, given(url).place))

  const open = await urlNow()
  await show('unlisted')
  const unlisted = await urlNow()
  assert.deepEqual([await opens(open), await opens(unlisted)], ['image-not-found', 'granted'])
  await show('private')
  const hidden = await urlNow()
  assert.deepEqual([await opens(unlisted), await opens(hidden)], ['image-not-found', 'granted'])
  // Shown again, it is at the address that its owner knows, and not at those of before.
  await show('public')
  assert.equal(await urlNow(), hidden.split('?')[0])
  assert.deepEqual(
    [await opens(open), await opens(unlisted), await opens(hidden)],
    ['image-not-found', 'image-not-found', 'granted'],
  )
})

test('somebody loses sight of a picture only on the way from public over unlisted to private', () => {
  const pairs = visibilities.flatMap((from) => visibilities.map((to) => [from, to] as const))
  assert.deepEqual(
    pairs.filter(([from, to]) => losesViewers(from, to)),
    [
      ['public', 'unlisted'],
      ['public', 'private'],
      ['unlisted', 'private'],
    ],
  )
})
