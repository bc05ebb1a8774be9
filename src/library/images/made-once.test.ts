import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { type Member, peopleStores } from '#accounts/people'
import type { Ctx } from '#platform/context'
import { openDatabase } from '#platform/db'
import { type TestHouse, openTestCtx } from '#test/house'
import { aMember, aPng, upload } from './images.fixtures.ts'
import { openImageBytes } from './index.ts'

let t: TestHouse
let ada: Member
let other: ReturnType<typeof openDatabase>
before(async () => {
  t = await openTestCtx({ stores: peopleStores })
  ada = await aMember(t, 'ada')
  other = openDatabase({ connection: t.connection, connectionsMax: 10, log: t.ctx.log })
})
after(async () => {
  await other.close()
  await t.close()
})

/** A house whose encoder counts, and breaks as often as it is told. */
function counting(db: Ctx['db'], breaks = 0): { readonly ctx: Ctx; readonly encoded: () => number } {
  let count = 0
  const ctx: Ctx = {
    ...t.ctx,
    db,
    jail: {
      ...t.ctx.jail,
      run: async (task, input, how) => {
        if (task === 'render') count += 1
        if (task === 'render' && count <= breaks) throw new Error('broken off')
        return t.ctx.jail.run(task, input, how)
      },
    },
  }
  return { ctx, encoded: () => count }
}

async function aPlace(seed: number) {
  const { image } = await upload(t, ada, await aPng(seed, { width: 900, height: 600 }))
  return { idText: image.id, version: 1, width: 640, format: 'png' } as const
}
const hundred = Array.from({ length: 100 }, (_, n) => n)

describe('a rendition that does not exist', () => {
  test('is made once for a hundred who ask at once, and all get the same bytes', async () => {
    const { ctx, encoded } = counting(t.ctx.db)
    const place = await aPlace(1)
    const answers = await Promise.all(hundred.map(() => openImageBytes(ctx, place)))
    assert.equal(encoded(), 1)
    assert.equal(new Set(answers.map(({ hash }) => hash)).size, 1)
    assert.equal((await readFile(ctx.storage.pathOf(answers[0]?.hash ?? ''))).length, answers[0]?.sizeBytes)
  })

  test('is made once by two processes that share the database', async () => {
    const [here, there] = [counting(t.ctx.db), counting(other.kysely)]
    const place = await aPlace(2)
    const answers = await Promise.all(hundred.map((n) => openImageBytes(n % 2 === 0 ? here.ctx : there.ctx, place)))
    assert.equal(here.encoded() + there.encoded(), 1)
    assert.equal(new Set(answers.map(({ hash }) => hash)).size, 1)
  })

  test('is made by each who cannot see the others: the negative control', async () => {
    const place = await aPlace(3)
    // Two databases that know nothing of one another would each make it; so does one that is asked for two of them.
    const { ctx, encoded } = counting(t.ctx.db)
    await Promise.all([openImageBytes(ctx, place), openImageBytes(ctx, { ...place, width: 480 })])
    assert.equal(encoded(), 2)
  })

  test('whose making fails fails for all who wait, and is made for whoever asks next', async () => {
    const { ctx, encoded } = counting(t.ctx.db, 1)
    const place = await aPlace(4)
    const answers = await Promise.allSettled(hundred.map(() => openImageBytes(ctx, place)))
    assert.ok(answers.every(({ status }) => status === 'rejected'))
    assert.equal(encoded(), 1)
    assert.ok((await openImageBytes(ctx, place)).sizeBytes > 0)
    assert.equal(encoded(), 2)
  })
})
