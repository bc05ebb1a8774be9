import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { allStores, openHouse } from '#app'
import { type Disagreement, type StoreKind, disagreementInWords, table } from '#declaration'
import { readConfig } from '#platform/config'
import { UndeclaredData } from '#privacy/data-map'
import { type Look, type World, mutations, openWorld } from './mutations/index.ts'

const looks: readonly Look[] = ['start', 'queue', 'files', 'letters', 'log', 'browser', 'hosts', 'sources', 'words']
const inWords = (found: readonly Disagreement[]): string => found.map(disagreementInWords).join('\n')

describe('that everything is declared', () => {
  let world: World
  before(async () => (world = await openWorld()))
  after(() => world.close())

  test('every planted violation is found, and without one nothing is (promises: G-02, G-07, G-09, G-33)', async () => {
    const began = performance.now()
    const clean = async (when: string): Promise<void> => {
      for (const look of looks) assert.equal(inWords(await world.look(look)), '', `${when}: ${look}`)
    }
    await clean('before')
    const missed: string[] = []
    for (const { name, look, plant, expects } of mutations) {
      const undo = await plant(world)
      const found = await world.look(look)
      await undo()
      // A sentence of the words check and a line of the log go on behind the name.
      const isFound = found.some((one) => one.problem === expects.problem && one.name.startsWith(expects.name))
      if (!isFound) missed.push(`${name}: ${inWords(found) || 'nothing was found'}`)
    }
    await clean('after')
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    const score = `${mutations.length - missed.length}/${mutations.length}`
    process.stdout.write(`# planted violations found: ${score} in ${seconds} s\n`)
    assert.deepEqual(missed, [])
  })

  test('there is one for every way to look, at least 40 in all, and none twice', () => {
    assert.ok(mutations.length >= 40)
    assert.deepEqual([...new Set(mutations.map(({ look }) => look))].sort(), [...looks].sort())
    assert.equal(new Set(mutations.map(({ name }) => name)).size, mutations.length)
  })

  test('the start itself refuses, and says what and what to do', async () => {
    const { host, port, user, password, database } = world.t.connection
    const config = readConfig(
      {
        VITRINE_HOME: world.t.ctx.config.home,
        LOG_LEVEL: 'silent',
        DATABASE_URL: `postgres://${user}:${String(password)}@/${database}?host=${encodeURIComponent(host ?? '')}&port=${port}`,
      },
      world.t.ctx.config.home,
    )
    await (await openHouse({ config })).close()
    await world.t.database.pool.query('create publication everything')
    await assert.rejects(openHouse({ config }), (error) => {
      assert.ok(error instanceof UndeclaredData)
      assert.match(error.message, /publication everything is in the database and not on the data map: drop it/)
      return true
    })
    await world.t.database.pool.query('drop publication everything')
  })

  test('every kind of store is declared somewhere', () => {
    const kinds = new Set(allStores.map(({ kind }) => kind))
    const all: Record<StoreKind, true> = {
      table: true,
      schema: true,
      'database-part': true,
      job: true,
      schedule: true,
      files: true,
      'blob-use': true,
      cookie: true,
      'browser-storage': true,
      mail: true,
      'log-field': true,
      host: true,
      record: true,
    }
    assert.deepEqual([...kinds].sort(), Object.keys(all).sort())
  })

  test('an incomplete declaration does not compile', () => {
    const complete = {
      owner: 'library/images',
      name: 'library_x',
      label: 'X',
      subject: 'none',
      purposes: ['site.operate'],
      basis: 'none',
      audience: 'nobody',
      retention: { kind: 'while-account' },
      erase: 'keep',
    } as const
    // @ts-expect-error a column without a reason
    table({ ...complete, columns: { a: { category: 'content.fact', identifies: 'no', label: 'A' } } })
    // @ts-expect-error a column that does not say whether it identifies (promise: G-23)
    table({ ...complete, columns: { a: { category: 'content.fact', label: 'A', why: 'B.' } } })
    // @ts-expect-error a purpose that does not exist
    table({ ...complete, purposes: ['advertising'], columns: {} })
    // @ts-expect-error no purpose at all
    table({ ...complete, purposes: [], columns: {} })
    assert.ok(true)
  })
})
