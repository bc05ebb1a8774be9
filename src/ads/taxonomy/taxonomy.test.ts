import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { verticals } from '#ads/sites'
import { Refusal } from '#platform/refusal'
import { type TestHouse, dump, openTestCtx } from '#test/house'
import { categoryNames, importTaxonomy, listCategories, requireCategories, taxonomyStores } from './index.ts'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: taxonomyStores })
})
after(() => t.close())

const headings = [
  'Relational ID System\t\t\tContent Taxonomy v3.1 Tiered Categories\t\t\t\tExtension',
  'Unique ID\tParent\tName\tTier 1\tTier 2\tTier 3\tTier 4\t',
]
const top = Object.entries(verticals).map(([id, name]) => `${id}\t\t${name}\t${name}\t\t\t\t`)
const narrower = [
  '2\t1\tAuto Body Styles\tAutomotive\tAuto Body Styles\t\t\t',
  '9\t2\tCoupe\tAutomotive\tAuto Body Styles\tCoupe\t\t',
  'v9i3On\t\tSensitive Topics\tSensitive Topics\t\t\t\tSCD',
]
/** As published: with the line ends of that. */
const fileOf = (...lines: readonly string[]): Buffer => Buffer.from([...headings, ...top, ...lines, ''].join('\r\n'))

const fieldsOf = async (bytes: Uint8Array): Promise<Readonly<Record<string, string>>> => {
  const error: unknown = await importTaxonomy(t.ctx, bytes).catch((thrown: unknown) => thrown)
  assert.ok(error instanceof Refusal)
  assert.equal(error.code, 'taxonomy-not-understood')
  return error.fields ?? {}
}

describe('the content taxonomy', () => {
  test('what comes with the house can be found and named before anything is imported', async () => {
    assert.deepEqual(await categoryNames(t.ctx, ['483', '9', 'nonsense']), { '483': 'Sports' })
    assert.deepEqual(
      (await listCategories(t.ctx, { query: 'FOOD' })).map(({ id }) => id),
      ['210'],
    )
    await assert.rejects(requireCategories(t.ctx, ['483', '9'], 'categories'), (error: Refusal) => {
      assert.equal(error.code, 'category-unknown')
      assert.match(error.fields?.['categories'] ?? '', /“9”/)
      return true
    })
  })

  test('nonsense is refused with the line it stands in, and changes nothing', async () => {
    const before = await dump(t)
    assert.match((await fieldsOf(Buffer.from('id,name\n1,Cars')))['line 1'] ?? '', /v3\.1/)
    assert.match((await fieldsOf(Buffer.from([headings[0], 'id\tname'].join('\n'))))['line 2'] ?? '', /Unique ID/)
    assert.match((await fieldsOf(Buffer.from([0xff, 0xfe, 0x00])))['file'] ?? '', /UTF-8/)
    // The first line after those that are as they should be.
    const line = headings.length + top.length + 1
    const reasonOf = async (bad: string): Promise<string> => (await fieldsOf(fileOf(bad)))[`line ${line}`] ?? ''
    assert.match(await reasonOf('7\t1'), /2 cells/)
    assert.match(await reasonOf('not an id\t\tCars\tCars\t\t\t\t'), /eight letters/)
    assert.match(await reasonOf('1\t\tCars\tCars\t\t\t\t'), /already/)
    assert.match(await reasonOf('7\t9999\tVan\tAutomotive\tVan\t\t\t'), /9999 is nowhere/)
    assert.match(await reasonOf('7\t1\t\tAutomotive\tVan\t\t\t'), /no name/)
    assert.match(await reasonOf('7\t1\tVan\tAutomotive\t\tVan\t\t'), /gaps/)
    assert.match(await reasonOf(`7\t1\t${'V'.repeat(121)}\tAutomotive\tVan\t\t\t`), /120/)
    assert.match(await reasonOf('7\t1\tVan\u0000\tAutomotive\tVan\t\t\t'), /cannot be read/)
    const ring = await fieldsOf(fileOf('7\t8\tVan\tVan\t\t\t\t', '8\t7\tBus\tBus\t\t\t\t'))
    assert.match(ring[`line ${line}`] ?? '', /lead back/)
    const cut = Buffer.from([...headings, ...top.slice(0, 20)].join('\n'))
    assert.match((await fieldsOf(cut))['file'] ?? '', /missing/)
    assert.equal(await dump(t), before)
  })

  test('a file is taken whole, again changes nothing, and an id that a later one lacks keeps its name', async () => {
    const count = top.length + narrower.length
    const all = fileOf(...narrower)
    assert.deepEqual(await importTaxonomy(t.ctx, all), { added: count, changed: 0, unchanged: 0, gone: 0 })
    const imported = await dump(t)
    assert.deepEqual(await importTaxonomy(t.ctx, all), { added: 0, changed: 0, unchanged: count, gone: 0 })
    assert.equal(await dump(t), imported)
    assert.deepEqual(await categoryNames(t.ctx, ['9', 'V9I3ON', 'v9i3On']), {
      '9': 'Automotive › Auto Body Styles › Coupe',
      v9i3On: 'Sensitive Topics',
    })
    assert.deepEqual(
      (await listCategories(t.ctx, { query: 'sensitive' })).map(({ id, isSensitive }) => [id, isSensitive]),
      [['v9i3On', true]],
    )

    const renamed = fileOf(narrower[0] ?? '', '9\t2\tCoupé\tAutomotive\tAuto Body Styles\tCoupé\t\t')
    assert.deepEqual(await importTaxonomy(t.ctx, renamed), { added: 0, changed: 1, unchanged: count - 2, gone: 1 })
    assert.deepEqual(await listCategories(t.ctx, { query: 'sensitive' }), [])
    assert.deepEqual(await categoryNames(t.ctx, ['v9i3On']), { v9i3On: 'Sensitive Topics' })
    await requireCategories(t.ctx, ['v9i3On', '9'], 'categories')
  })

  test('of two imports at once neither fails, and one file is there', async () => {
    await Promise.all([importTaxonomy(t.ctx, fileOf(...narrower)), importTaxonomy(t.ctx, fileOf(...narrower))])
    assert.equal((await listCategories(t.ctx, { limit: 1000 })).length, top.length + narrower.length)
  })
})
