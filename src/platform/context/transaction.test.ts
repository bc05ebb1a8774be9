import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type TestHouse, openTestCtx } from '#test/house'

describe('a transaction', () => {
  let t: TestHouse
  before(async () => (t = await openTestCtx()))
  after(() => t.close())
  const insert = async (db: Ctx['db'] | TxCtx['db'], hash: string): Promise<void> => {
    await db.insertInto('platform_blobs').values({ hash, size_bytes: 1, created_at: t.clock.now() }).execute()
  }
  const exists = async (hash: string): Promise<boolean> =>
    (await t.ctx.db.selectFrom('platform_blobs').where('hash', '=', hash).select('hash').execute()).length === 1

  test('that throws leaves nothing; the same write outside would have stayed', async () => {
    await assert.rejects(
      inTransaction(t.ctx, async (tx) => {
        await insert(tx.db, 'a'.repeat(64))
        await insert(t.ctx.db, 'b'.repeat(64))
        throw new Error('no')
      }),
    )
    assert.equal(await exists('a'.repeat(64)), false)
    assert.equal(await exists('b'.repeat(64)), true, 'the negative control: what escapes the transaction survives it')
  })

  test('is a type of its own, so that what escapes does not compile', () => {
    const inside = (_: TxCtx): void => {}
    const outside = (_: Ctx): void => {}
    // @ts-expect-error the house is not a transaction
    inside(t.ctx)
    // @ts-expect-error a transaction is not the house
    const wrong = (tx: TxCtx): void => outside(tx)
    assert.equal(typeof wrong, 'function')
  })
})
