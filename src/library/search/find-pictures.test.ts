import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type TestHouse, openTestCtx } from '#test/house'
import {
  type PictureEntry,
  FindInput,
  completeTag,
  countDownload,
  findPictures,
  flushDownloads,
  popularTags,
  searchStores,
  unindexPicturesOf,
  unindexPicture,
} from './index.ts'
import { aPublicPicture, anOwner } from './search.fixtures.ts'

let t: TestHouse
let owner: Id<'person'>
before(async () => {
  t = await openTestCtx({ stores: searchStores })
  owner = await anOwner(t.ctx)
})
after(() => t.close())

const find = (input: Record<string, unknown>) => findPictures(t.ctx, FindInput.parse(input))
const picture = (said: Partial<PictureEntry>) => aPublicPicture(t.ctx, owner, said)

describe('words', () => {
  let oak: PictureEntry
  let hills: PictureEntry
  let cafe: PictureEntry
  before(async () => {
    oak = await picture({ title: 'Old oak in the fog', tags: ['tree', 'autumn morning'] })
    hills = await picture({ title: 'Green hills', description: 'Beyond the hills an oak can be seen.' })
    cafe = await picture({ title: 'Café crème', alt: 'A cup beside running water' })
  })

  test('title, tags, alt text and description are all searched, the title first', async () => {
    assert.deepEqual((await find({ q: 'oak' })).ids, [oak.imageId, hills.imageId])
    assert.deepEqual((await find({ q: 'autumn' })).ids, [oak.imageId])
    assert.deepEqual((await find({ q: 'cup' })).ids, [cafe.imageId])
    assert.deepEqual((await find({ q: 'seen' })).ids, [hills.imageId])
  })

  test('forms of a word, accents and case do not matter', async () => {
    for (const q of ['cafe', 'CAFÉ', 'café', 'run', 'runs', 'Running']) {
      const found = await find({ q })
      assert.deepEqual(found.ids, [cafe.imageId], q)
      assert.deepEqual(found.corrections, [], q)
    }
  })

  test('all words must be there; the last may be the beginning of one', async () => {
    assert.deepEqual((await find({ q: 'old oak' })).ids, [oak.imageId])
    assert.deepEqual((await find({ q: 'green oak autumn' })).ids, [])
    assert.deepEqual((await find({ q: 'green hil' })).ids, [hills.imageId])
    assert.deepEqual(
      (await find({ q: 'hils green' })).corrections.map(({ from }) => from),
      ['hils'],
    )
  })

  test('a whole word ranks over the beginning of another', async () => {
    const sunset = await picture({ title: 'Sunset' })
    const sun = await picture({ title: 'Wide plain', alt: 'The sun' })
    const ids = (await find({ q: 'sun' })).ids
    assert.deepEqual(ids, [sun.imageId, sunset.imageId])
  })

  test('a misspelled word finds what was meant, and the answer says so', async () => {
    const found = await find({ q: 'gren hlils' })
    assert.deepEqual(found.ids, [hills.imageId])
    assert.deepEqual(found.corrections, [
      { from: 'gren', to: 'green' },
      { from: 'hlils', to: 'hills' },
    ])
  })

  test('a word near nothing finds nothing, and is not replaced', async () => {
    assert.deepEqual(await find({ q: 'xylophonist' }), { ids: [], nextCursor: null, corrections: [], total: 0 })
  })

  test('words that tell nothing apart are left out; operators and quotes are only words', async () => {
    assert.deepEqual((await find({ q: 'the oak' })).ids, (await find({ q: 'oak' })).ids)
    assert.ok((await find({ q: 'the' })).ids.length >= 3)
    assert.deepEqual((await find({ q: `'oak' & !(fog) | "old":* \\` })).ids, [oak.imageId])
    assert.deepEqual((await find({ q: 'oak/fog' })).ids, [oak.imageId])
  })

  test('words of any script are found', async () => {
    const texts = ['猫', 'кошка', 'हिन्दी चित्र', 'größe', 'ŉ x'.normalize('NFC'), '12 3d mp3s']
    for (const title of texts) {
      const { imageId } = await picture({ title })
      assert.deepEqual((await find({ q: title })).ids, [imageId], title)
    }
  })
})

describe('filters', () => {
  let poster: PictureEntry
  before(async () => {
    poster = await picture({
      title: 'Zebra poster',
      tags: ['zebra', 'red car'],
      licence: 'CC-BY-4.0',
      format: 'webp',
      transparency: 'transparent',
      width: 3000,
      height: 4000,
      palette: ['#c81e1e', '#ffffff'],
    })
    await picture({ title: 'Zebra wide', tags: ['zebra'], width: 700, height: 300, palette: ['#1e3cc8'] })
    await picture({ title: 'Zebra square', tags: ['zebra'], width: 1000, height: 1010, palette: ['#1ec83c'] })
  })

  const filters: readonly [string, Record<string, unknown>][] = [
    ['tag', { tag: ' #Red  CAR' }],
    ['licence', { licence: 'CC-BY-4.0' }],
    ['format', { format: 'webp' }],
    ['transparency', { transparency: 'transparent' }],
    ['orientation', { orientation: 'portrait' }],
    ['least width', { minWidth: '2999' }],
    ['colour', { colour: '#d02020' }],
    ['several at once', { tag: 'zebra', licence: 'CC-BY-4.0', minWidth: '3000', colour: 'FFFFFF', q: 'poster' }],
  ]
  for (const [name, asked] of filters) {
    test(`${name}: what passes is found and nothing else`, async () => {
      assert.deepEqual((await find({ ...asked, q: asked['q'] ?? 'zebra' })).ids, [poster.imageId])
    })
  }

  test('fields that were left empty ask for nothing', async () => {
    const empty = { tag: '', colour: '', licence: '', minWidth: '', cursor: '', limit: '', sort: '', transparency: '' }
    assert.equal((await find({ ...empty, q: 'zebra' })).ids.length, 3)
  })

  test('a member’s pictures are listed by their number', async () => {
    const other = await anOwner(t.ctx)
    const theirs = await aPublicPicture(t.ctx, other, { title: 'Zebra of another' })
    assert.deepEqual((await find({ ownerId: other })).ids, [theirs.imageId])
    await inTransaction(t.ctx, (tx) => unindexPicturesOf(tx, other))
    assert.deepEqual((await find({ ownerId: other })).ids, [])
    assert.equal((await find({ q: 'another' })).ids.length, 0)
  })

  test('what is not understood is refused by the schema', () => {
    const wrong = [
      { colour: 'red' },
      { limit: '101' },
      { limit: '0' },
      { licence: 'WTFPL' },
      { minWidth: '-1' },
      { sort: 'random' },
      { q: 'x'.repeat(201) },
      { query: 'typo of a name' },
    ]
    for (const input of wrong) assert.equal(FindInput.safeParse(input).success, false, JSON.stringify(input))
  })
})

describe('tags', () => {
  before(async () => {
    await picture({ tags: ['quartz', 'quartz vein'] })
    await picture({ tags: ['quartz'] })
  })

  test('a beginning is completed, the commonest first; what stands for any text in SQL stands for itself', async () => {
    assert.deepEqual(await completeTag(t.ctx, { prefix: 'Quar' }), [
      { tag: 'quartz', pictures: 2 },
      { tag: 'quartz vein', pictures: 1 },
    ])
    assert.deepEqual(await completeTag(t.ctx, { prefix: '%' }), [])
    assert.deepEqual(await completeTag(t.ctx, { prefix: ' ' }), [])
  })

  test('the commonest tags come first', async () => {
    const [first, second] = await popularTags(t.ctx, { limit: 2 })
    assert.ok(first && second && first.pictures >= second.pictures)
  })
})

describe('downloads', () => {
  test('the most downloaded comes first, and keeps its count while it is hidden', async () => {
    const one = await picture({ title: 'Kettle one' })
    const two = await picture({ title: 'Kettle two' })
    for (let count = 0; count < 3; count += 1) countDownload(t.ctx, two.imageId)
    countDownload(t.ctx, one.imageId)
    const hidden = await picture({ title: 'Kettle hidden' })
    await inTransaction(t.ctx, (tx) => unindexPicture(tx, hidden.imageId))
    countDownload(t.ctx, hidden.imageId)
    await flushDownloads(t.ctx)
    assert.deepEqual((await find({ q: 'kettle', sort: 'popular' })).ids, [two.imageId, one.imageId])

    countDownload(t.ctx, one.imageId)
    await flushDownloads(t.ctx)
    const counts = await t.ctx.db
      .selectFrom('library_search_downloads')
      .select(['image_id', 'downloads'])
      .where('image_id', 'in', [one.imageId, two.imageId, hidden.imageId])
      .orderBy('downloads')
      .execute()
    assert.deepEqual(counts, [
      { image_id: one.imageId, downloads: 2 },
      { image_id: two.imageId, downloads: 3 },
    ])
  })
})
