import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type TestHouse, openTestCtx } from '#test/house'
import { FindInput, findPictures, indexPicture, searchStores, unindexPicture } from './index.ts'
import { aPublicPicture, anOwner } from './search.fixtures.ts'

let t: TestHouse
let owner: Id<'person'>
before(async () => {
  t = await openTestCtx({ stores: searchStores })
  owner = await anOwner(t.ctx)
})
after(() => t.close())

/** Reads a list to its end, and lets `between` happen after each page. */
async function readAll(input: Record<string, unknown>, between = async (): Promise<void> => {}): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const found = await findPictures(t.ctx, FindInput.parse({ ...input, cursor }))
    assert.ok(found.ids.length <= Number(input['limit']))
    ids.push(...found.ids)
    cursor = found.nextCursor
    await between()
  }
  return ids
}

for (const sort of ['newest', 'popular', 'relevance'] as const) {
  test(`a list by ${sort} shows each picture once, also while pictures are added and taken away`, async () => {
    const word = `ladder${sort}`
    const made: string[] = []
    for (let index = 0; index < 25; index += 1) {
      // Several in the same instant, and some of equal relevance.
      if (index % 4 === 0) t.clock.advanceMs(1000)
      const title = index % 3 === 0 ? word : 'thing'
      made.push((await aPublicPicture(t.ctx, owner, { title, alt: word, tags: ['ladders'] })).imageId)
    }
    assert.deepEqual((await readAll({ q: word, sort, limit: 4 })).sort(), made.toSorted())

    let added = 0
    const gone = made[12] as Id<'image'>
    const seen = await readAll({ q: word, sort, limit: 4 }, async () => {
      t.clock.advanceMs(10)
      if (added++ > 12) return
      await aPublicPicture(t.ctx, owner, { title: word, alt: word })
      if (added === 1) await inTransaction(t.ctx, (tx) => unindexPicture(tx, gone))
    })
    assert.equal(new Set(seen).size, seen.length, 'nothing twice')
    for (const id of made) if (id !== gone) assert.ok(seen.includes(id), 'nothing left out')
  })
}

test('more matches than are ranked at once are all listed, each once, and the total says "so many or more"', async () => {
  const count = 2100
  const first = await aPublicPicture(t.ctx, owner, { title: 'pebble' })
  // Copies of one entry, in the same instants; the count of the word is set to what it would be.
  await t.database.pool.query(
    `with made as (insert into library_images (id, owner_id, status, visibility, licence, storage_region, content_hash, created_at, updated_at)
       select gen_random_uuid(), owner_id, 'processing', 'public', licence, storage_region, n::text, created_at, updated_at
       from library_images, generate_series(2, $2::int) n where id = $1 returning id)
     insert into library_search_entries
     select made.id, owner_id, document, words, tags, facets, palette_bins, width, downloads,
       published_at - make_interval(secs => row_number() over () % 100)
     from library_search_entries, made where image_id = $1`,
    [first.imageId, count],
  )
  await t.database.pool.query(`update library_search_words set pictures = $1 where word = 'pebble'`, [count])
  await t.database.pool.query('analyze library_search_entries')
  for (const sort of ['relevance', 'newest']) {
    const ids = await readAll({ q: 'pebble', sort, limit: 100 })
    assert.equal(ids.length, count, sort)
    assert.equal(new Set(ids).size, count, sort)
    assert.equal((await findPictures(t.ctx, FindInput.parse({ q: 'pebble', sort }))).total, 1000)
  }
})

test('a cursor that is not ours, or of another order, is refused', async () => {
  await aPublicPicture(t.ctx, owner, { title: 'mirror' })
  await aPublicPicture(t.ctx, owner, { title: 'mirror' })
  const { nextCursor } = await findPictures(t.ctx, FindInput.parse({ q: 'mirror', limit: 1 }))
  assert.ok(nextCursor)
  const far = Buffer.from(JSON.stringify({ sort: 'newest', after: [9e20, '00000000-0000-4000-8000-000000000000'] }))
  const wrong = [
    { q: 'mirror', cursor: 'nonsense' },
    { q: 'mirror', cursor: `${nextCursor.slice(0, -4)}AAAA` },
    { q: 'mirror', cursor: nextCursor, sort: 'newest' },
    { sort: 'newest', cursor: far.toString('base64url') },
  ]
  for (const input of wrong) {
    await assert.rejects(
      findPictures(t.ctx, FindInput.parse(input)),
      (error) => error instanceof Refusal && error.code === 'cursor-not-understood',
    )
  }
})

test('an edited picture keeps its place among the newest', async () => {
  const old = await aPublicPicture(t.ctx, owner, { title: 'anvil' })
  t.clock.advanceMs(1000)
  const young = await aPublicPicture(t.ctx, owner, { title: 'anvil' })
  t.clock.advanceMs(1000)
  await inTransaction(t.ctx, (tx) => indexPicture(tx, { ...old, title: 'anvil and hammer' }))
  const { ids } = await findPictures(t.ctx, FindInput.parse({ q: 'anvil', sort: 'newest' }))
  assert.deepEqual(ids, [young.imageId, old.imageId])
})
