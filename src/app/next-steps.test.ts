import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SaveBillingInput, saveBilling } from '#accounts/organisation-billing'
import { SaveContactInput, saveContact } from '#accounts/organisation-contacts'
import { EditOrganisationInput, addPerson, closeOrganisation, editOrganisation } from '#accounts/organisations'
import { inTransaction } from '#platform/context'
import type { Member } from '#accounts/people'
import { countersign, offerAgreement, signAgreement } from '#ads/agreements'
import {
  allowCreative,
  approveCreative,
  declineCreative,
  deleteCreative,
  getCreativeToReview,
  nameCreatives,
} from '#ads/creatives'
import { askCreatives } from '#ads/publishers'
import { type Company, aCompany, again, anOffer, anOrder, inForce, read, signedOrder, somebody } from '#test/business'
import { type TestHouse, openTestCtx } from '#test/house'
import { openTestWeb } from '#test/web'
import { made } from '../ads/creatives/creatives.fixtures.ts'
import { type NextStep, allStores } from './index.ts'
import { nextSteps } from './next-steps.ts'

let t: TestHouse
let staff: Member
before(async () => {
  t = await openTestCtx({ stores: allStores })
  staff = await somebody(t, 'billing', 'billing')
})
after(() => t.close())

const stepsOf = async ({ owner, organisationId }: Company): Promise<readonly string[]> =>
  (await nextSteps(t.ctx, owner, organisationId)).map(({ what, state }: NextStep) => `${what} ${state}`)

test('what an advertiser has to do next follows from what is there, and comes back when it is taken away', async () => {
  const company = await aCompany(t, 'ada', 'advertiser')
  const { owner, organisationId } = company
  const open = ['address next', 'contact open', 'billing open', 'agreement open', 'order open', 'creative open']
  assert.deepEqual(await stepsOf(company), open)

  const about = { name: 'Harbour Light', country: 'NL', email: 'desk@harbour.example' }
  const reach = { streetAddress: '14 Quay Street', telephone: '+31 10 555 0123' }
  await editOrganisation(t.ctx, owner, organisationId, EditOrganisationInput.parse({ ...about, ...reach }))
  const contact = { kind: 'orders', name: 'Kim Vos', email: 'kim@harbour.example' }
  await saveContact(t.ctx, owner, organisationId, SaveContactInput.parse(contact))
  const billing = { legalName: 'Harbour Light BV', billingAddress: '14 Quay Street' }
  await saveBilling(t.ctx, owner, organisationId, SaveBillingInput.parse(billing))
  const done = ['address done', 'contact done', 'billing done']
  assert.deepEqual(await stepsOf(company), [...done, 'agreement next', 'order open', 'creative open'])

  const { id } = await offerAgreement(t.ctx, staff, anOffer(company))
  assert.deepEqual(
    await stepsOf(company),
    [...done, 'agreement next', 'order open', 'creative open'],
    'offered is not signed',
  )
  await signAgreement(t.ctx, owner, await read(t, owner, id))
  assert.deepEqual(
    await stepsOf(company),
    [...done, 'agreement waits', 'order next', 'creative open'],
    'then it is our turn',
  )
  await countersign(t.ctx, staff, await read(t, staff, id, 'Grace Hopper'))
  assert.deepEqual(await stepsOf(company), [...done, 'agreement done', 'order next', 'creative open'])

  await editOrganisation(t.ctx, owner, organisationId, EditOrganisationInput.parse(about))
  assert.equal((await stepsOf(company))[0], 'address next')
})

test('a publisher is led through its sign-up, and waits for us to clear a site', async () => {
  const company = await aCompany(t, 'mary', 'publisher')
  assert.deepEqual(await stepsOf(company), [
    ...['company next', 'commercial open', 'technical open', 'sites open', 'pictures open'],
    ...['agreement open', 'review waits'],
  ])
})

test('an advertiser without a creative for a line that is booked, or with one that was declined, has that to do', async () => {
  const web = await openTestWeb(['shop.example'])
  web.sites.set('shop.example', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Boots</h1>')
  })
  const house = await openTestCtx({ stores: allStores, web })
  try {
    const desk = await somebody(house, 'desk', 'billing', 'moderator')
    const company = await aCompany(house, 'emmy', 'advertiser')
    const publisher = await aCompany(house, 'pub', 'publisher')
    const { owner, organisationId } = company
    await inForce(house, company, desk)
    const stepOf = async (what: string, of = company) =>
      (await nextSteps(house.ctx, of.owner, of.organisationId)).find((step) => step.what === what)?.state
    const id = await made(house, company)
    assert.equal(await stepOf('creative'), 'waits')
    await approveCreative(house.ctx, desk, await asRead(house, desk, id))
    assert.equal(await stepOf('creative'), 'done')
    const { order, line } = await anOrder(house, company)
    await signedOrder(house, company, desk, order)
    assert.equal(await stepOf('creative'), 'open', 'the line has none')
    const waiting = await made(house, company)
    await nameCreatives(house.ctx, owner, organisationId, { order, line, creatives: [waiting] })
    assert.equal(await stepOf('creative'), 'waits')
    assert.equal(await stepOf('approvals', publisher), undefined)
    await nameCreatives(house.ctx, owner, organisationId, { order, line, creatives: [id] })
    await askCreatives(house.ctx, publisher.owner, publisher.organisationId, { ask: true })
    assert.equal(await stepOf('approvals', publisher), 'open')
    const yes = { creative: id, version: 1, allow: true }
    await allowCreative(house.ctx, publisher.owner, publisher.organisationId, yes)
    assert.equal(await stepOf('approvals', publisher), undefined, 'decided')
    const because = 'It shows somebody else’s trademark.'
    await declineCreative(house.ctx, desk, { ...(await asRead(house, desk, waiting)), because })
    assert.equal(await stepOf('creative'), 'open', 'declined, while another is in use')
    await deleteCreative(house.ctx, owner, organisationId, waiting)
    assert.equal(await stepOf('creative'), 'done')
  } finally {
    await house.close()
    await web.close()
  }
})

const asRead = async (house: TestHouse, desk: Member, creative: string) => ({
  creative,
  revision: (await getCreativeToReview(house.ctx, desk, creative)).revision,
})

test('whoever acts for an organisation sees them, whatever their role', async () => {
  for (const kind of ['publisher', 'advertiser', 'network'] as const) {
    const company = await aCompany(t, `owner-of-${kind}`, kind)
    for (const role of ['orders', 'finance', 'technical', 'reader'] as const) {
      const other = await somebody(t, `${role}-of-${kind}`)
      await inTransaction(t.ctx, (tx) => addPerson(tx, company.organisationId, other.personId, [role]))
      assert.deepEqual(await stepsOf({ ...company, owner: other }), await stepsOf(company), role)
    }
  }
})

test('nothing is next for an organisation that is closed, and nobody else learns of one', async () => {
  const company = await aCompany(t, 'grace', 'network')
  assert.deepEqual((await stepsOf(company)).length, 5)
  const stranger = await somebody(t, 'eve')
  await assert.rejects(nextSteps(t.ctx, stranger, company.organisationId), { code: 'organisation-not-found' })
  await closeOrganisation(t.ctx, await again(t, company.owner.personId), company.organisationId)
  assert.deepEqual(await stepsOf(company), [])
})
