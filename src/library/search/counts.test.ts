import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type TestHouse, openTestCtx } from '#test/house'
import { indexPicture, searchStores, unindexPicture } from './index.ts'
import { aPublicPicture, anOwner } from './search.fixtures.ts'

let t: TestHouse
let owner: Id<'person'>
before(async () => {
  t = await openTestCtx({ stores: searchStores })
  owner = await anOwner(t.ctx)
})
after(() => t.close())

async function counts(table: 'words' | 'tags'): Promise<{ kept: unknown[]; real: unknown[] }> {
  const item = table === 'words' ? 'word' : 'tag'
  const { rows: kept } = await t.database.pool.query(
    `select ${item} as item, pictures from library_search_${table} order by 1`,
  )
  const { rows: real } = await t.database.pool.query(
    `select item collate "C" as item, count(*)::int as pictures from library_search_entries, unnest(${table}) as item
     group by 1 order by 1`,
  )
  return { kept, real }
}

test('counts stay exact, without a deadlock, while many are indexed, edited and taken away at once', async () => {
  const all = ['red', 'green', 'blue', 'stone', 'river', 'bird', 'night', 'snow']
  const some = (seed: number): string[] => all.filter((_, place) => (seed * 2654435761) & (1 << (place + 3)))
  await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const said = (seed: number) => {
        const words = some(seed)
        return { title: (seed % 2 ? words : words.toReversed()).join(' '), tags: words.slice(0, 3).toReversed() }
      }
      const entry = await aPublicPicture(t.ctx, owner, said(index))
      await inTransaction(t.ctx, (tx) => indexPicture(tx, { ...entry, ...said(index + 7) }))
      if (index % 3 === 0) await inTransaction(t.ctx, (tx) => unindexPicture(tx, entry.imageId))
    }),
  )
  for (const table of ['words', 'tags'] as const) {
    const { kept, real } = await counts(table)
    assert.ok(real.length > 4)
    assert.deepEqual(kept, real)
  }
})

test('a word goes with its last picture; what is rolled back was never counted', async () => {
  const entry = await aPublicPicture(t.ctx, owner, { title: 'Quicksilver', tags: ['quicksilver'] })
  await assert.rejects(
    inTransaction(t.ctx, async (tx) => {
      await indexPicture(tx, { ...entry, title: 'Cinnabar' })
      throw new Error('rolled back')
    }),
  )
  await inTransaction(t.ctx, (tx) => unindexPicture(tx, entry.imageId))
  await inTransaction(t.ctx, (tx) => unindexPicture(tx, entry.imageId))
  for (const table of ['words', 'tags'] as const) {
    const { kept, real } = await counts(table)
    assert.deepEqual(kept, real)
    assert.ok(!JSON.stringify(kept).match(/quicksilver|cinnabar/))
  }
})
