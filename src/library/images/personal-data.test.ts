import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Member, peopleStores } from '#accounts/people'
import type { Store } from '#declaration'
import { flushDownloads, searchStores } from '#library/search'
import { variantStores } from '#library/variants'
import { type TestHouse, openTestCtx } from '#test/house'
import { erase, shownTo } from '#test/rights'
import { aMember, aPng, filesOnDisk, handlers, upload } from './images.fixtures.ts'
import { DownloadInput, imageHolder, imageStores, openDownload } from './index.ts'

let t: TestHouse
let ada: Member
let bob: Member
before(async () => {
  t = await openTestCtx({ stores: peopleStores })
  ada = await aMember(t, 'ada')
  bob = await aMember(t, 'bob')
  for (const [member, seed] of [
    [ada, 50],
    [ada, 51],
    [bob, 52],
  ] as const) {
    const { image } = await upload(t, member, await aPng(seed), { title: `Marker${member.username}`, tags: 'shared' })
    await openDownload(t.ctx, ada, DownloadInput.parse({ id: image.id }))
  }
  await flushDownloads(t.ctx)
})
after(() => t.close())

const tables = (stores: readonly Store[]) => stores.filter((store) => store.kind === 'table')

test('everything that is held of a member is shown, by store, with every column that is declared', async () => {
  const held = await shownTo(t.ctx, [...imageStores, ...variantStores, ...searchStores], ada.personId)
  const declared = [...tables(imageStores), ...tables(variantStores), ...tables(searchStores)]
  const personal = declared.filter(({ subject }) => subject === 'member')
  assert.deepEqual(held.map(({ store }) => store).sort(), personal.map(({ name }) => name).sort())
  for (const { name, columns } of personal) {
    const rows = held.find(({ store }) => store === name)?.rows ?? []
    assert.ok(rows.length >= 2, name)
    for (const row of rows) assert.deepEqual(Object.keys(row).sort(), Object.keys(columns).sort(), name)
    assert.ok(!JSON.stringify(rows).toLowerCase().includes('markerbob'))
  }
})

test('an erased member leaves no row, word or file; others keep theirs', async () => {
  const everything = async () => {
    const { rows } = await t.database.pool.query<{ found: string }>(
      `select query_to_xml('select * from ' || quote_ident(relname), true, false, '')::text as found
       from pg_class where relname like 'library\\_%' and relkind = 'r'`,
    )
    return rows.map(({ found }) => found).join('\n')
  }
  // Negative control: without the erasure both are there.
  assert.match(await everything(), /markerada/i)
  const files = (await filesOnDisk(t)).length
  const stores = [...imageStores, ...variantStores, ...searchStores]
  assert.equal((await erase(t.ctx, stores, ada.personId, [imageHolder])).length, 4, 'it says from which tables')
  assert.deepEqual(await erase(t.ctx, stores, ada.personId, [imageHolder]), [], 'a second time there is nothing')
  await t.runJobs(handlers)
  const left = await everything()
  assert.doesNotMatch(left, /markerada/i)
  assert.ok(!left.includes(ada.personId))
  assert.match(left, /markerbob/i)
  assert.equal((await filesOnDisk(t)).length, files / 3)
  const shared = await t.ctx.db.selectFrom('library_search_tags').selectAll().execute()
  assert.deepEqual(shared, [{ tag: 'shared', pictures: 1 }])
})
