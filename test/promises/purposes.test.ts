import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type OpenHouse, openHouse } from '#app'
import { readConfig } from '#platform/config'
import { inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { entriesAbout, verifyAudit } from '#privacy/audit'
import { makeMember, until } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'

interface Address {
  readonly person_id: Id<'person'>
  readonly email: Buffer
}

describe('what a value may be read for', () => {
  let product: Product
  /** The same house as the product runs, opened beside it on its database. */
  let open: OpenHouse
  let address: Address
  before(async () => {
    product = await startProduct()
    await makeMember(product, { username: 'ada' })
    open = await openHouse({ config: readConfig({ VITRINE_HOME: product.home, LOG_LEVEL: 'silent' }, product.home) })
    const [found] = await query<Address>(product, 'select person_id, email from accounts_addresses')
    assert.ok(found)
    address = found
  })
  after(async () => {
    await open.close()
    await product.remove()
  })

  const place = () => ({ column: 'accounts_addresses.email', subjectId: address.person_id })
  const noted = (kind: string) =>
    query(product, 'select seq from privacy_audit_entries where kind = $1 order by seq', [kind])

  test('reading it for anything else is refused and noted, and the note stays when all else is undone (promise: G-25)', async () => {
    const { ctx } = open
    assert.equal(await ctx.vault.open(ctx.db, place(), address.email, 'account.provide'), 'ada@example.org')
    assert.deepEqual(await noted('purpose-refused'), [], 'what is declared is no matter')

    const refused = inTransaction(ctx, async (tx) => {
      await sql`update accounts_people set username = 'undone'`.execute(tx.db)
      await tx.vault.open(tx.db, place(), address.email, 'content.publish')
    })
    await assert.rejects(refused, /not declared for the purpose content\.publish/)
    assert.deepEqual(await query(product, 'select username from accounts_people'), [{ username: 'ada' }], 'undone')
    assert.equal((await noted('purpose-refused')).length, 1)
    const [entry] = await entriesAbout(ctx, address.person_id, { limit: 1 })
    assert.equal(entry?.kind, 'purpose-refused')
    assert.deepEqual(entry.detail, { column: 'accounts_addresses.email', purpose: 'content.publish' })
  })

  test('statistics that ask for sign-ins are denied by the database, and that is noted (promise: G-78)', async () => {
    const { ctx } = open
    const join = sql`select * from accounts_sessions s, privacy_statistics_hours h
      where date_trunc('hour', s.created_at) = h.hour`
    await assert.rejects(join.execute(ctx.dbAs('statistics')), { code: '42501' })
    await until('an entry', async () => (await noted('reader-denied')).length === 1)
    await sql`select times from privacy_statistics_hours`.execute(ctx.dbAs('statistics'))
    assert.equal((await noted('reader-denied')).length, 1, 'what is granted is no matter')
    assert.equal((await verifyAudit(ctx)).fault, null)
  })

  test('the choice of ads can read no member, and what anybody finds by searching it can (promise: G-88)', async () => {
    const ads = open.ctx.dbAs('ads')
    for (const table of [
      'accounts_people',
      'accounts_addresses',
      'accounts_sessions',
      'library_images',
      'accounts_preferences',
    ]) {
      await assert.rejects(sql`select * from ${sql.table(table)}`.execute(ads), { code: '42501' }, table)
    }
    await sql`select image_id, tags, facets from library_search_entries`.execute(ads)
    await assert.rejects(sql`select owner_id from library_search_entries`.execute(ads), { code: '42501' })
  })
})
