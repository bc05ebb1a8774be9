import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { closeOrganisation } from '#accounts/organisations'
import { agreementPdf, isInForce, listAgreements, readAgreement } from '#ads/agreements'
import { AddSiteInput, addSite, listSites } from '#ads/sites'
import { dayMs } from '#platform/clock'
import { readId } from '#platform/ids'
import { type TestHouse, dump, openTestCtx } from '#test/house'
import { expireRows } from '#test/rights'
import { aCompany, again, inForce, somebody } from '#test/business'
import { allStores, dataHolders, handlers } from './index.ts'
import { closingParts } from './closing.ts'

suite('an organisation that is closed', () => {
  let t: TestHouse
  before(async () => {
    t = await openTestCtx({ stores: allStores })
  })
  after(() => t.close())

  test('has no site and no agreement left; what it signed can be read for six years, and nothing else of it (promise: S-79)', async () => {
    const them = await aCompany(t, 'ada')
    const { organisationId } = them
    const billing = await somebody(t, 'billing', 'billing')
    const id = await inForce(t, them, billing)
    await addSite(t.ctx, them.owner, organisationId, AddSiteInput.parse({ host: 'harbour.example' }))
    const lines = []
    for (const part of closingParts) lines.push(...(await part.whatCloses(t.ctx, organisationId)))
    assert.deepEqual(
      lines.filter(({ what }) => what === 'sites' || what === 'agreements'),
      [
        { what: 'sites', count: 1 },
        {
          what: 'agreements',
          count: 1,
          finalPaymentBy: lastDay(t.clock.now(), 45),
          dataGoneBy: lastDay(t.clock.now(), 30),
        },
      ],
    )

    const owner = await again(t, them.owner.personId)
    await closeOrganisation(t.ctx, owner, organisationId)
    await t.runJobs(handlers)
    assert.deepEqual(
      (await listSites(t.ctx, owner, organisationId)).map(({ state }) => state),
      ['retired'],
    )
    assert.equal(await isInForce(t.ctx, organisationId, 'publisher'), false)
    const [listed] = await listAgreements(t.ctx, owner, organisationId)
    assert.deepEqual([listed?.state, listed?.end?.finalPaymentBy], ['ended', lastDay(t.clock.now(), 45)])
    const { text } = await readAgreement(t.ctx, owner, id)
    assert.ok((await agreementPdf(t.ctx, owner, id)).length > 1000)

    t.clock.advanceMs(90 * dayMs)
    await expireRows(t.ctx, allStores, dataHolders)
    assert.deepEqual(await t.ctx.db.selectFrom('accounts_organisations').select('id').execute(), [])
    const uuid = readId('agreement', id) ?? assert.fail(id)
    const row = await t.ctx.db
      .selectFrom('ads_agreements')
      .select(['organisation_id', 'text', 'kept_until'])
      .where('id', '=', uuid)
      .executeTakeFirstOrThrow()
    assert.equal(row.organisation_id, null)
    const place = { column: 'ads_agreements.text', subjectId: uuid }
    assert.equal(await t.ctx.vault.open(t.ctx.db, place, row.text, 'law.prove'), text, 'word for word')
    assert.ok(!(await dump(t)).includes('harbour.example'))

    t.clock.set(row.kept_until ?? assert.fail())
    await expireRows(t.ctx, allStores, dataHolders)
    assert.deepEqual(await t.ctx.db.selectFrom('ads_agreements').select('id').execute(), [])
  })
})

/** The last day of so many days that begin with the day after. */
const lastDay = (from: Date, days: number): string => new Date(from.getTime() + days * dayMs).toISOString().slice(0, 10)
