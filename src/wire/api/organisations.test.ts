import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { CreateOrganisationInput, type OrganisationKind, organisationKinds } from '#accounts/organisations'
import type { Member } from '#accounts/people'
import { doors } from '#app'
import { inTransaction } from '#platform/context'
import { newId } from '#platform/ids'
import { type TestWire, codeOf, openTestWire } from '../wire.fixtures.ts'
import {
  BillingAnswer,
  ContactsAnswer,
  OrganisationAnswer,
  OwnOrganisationsAnswer,
  PeopleAnswer,
} from './organisations.ts'

const account = 'NL91 ABNA 0417 1643 00'

let wire: TestWire
let ada: Member
const shown = new Map<OrganisationKind, string>()
before(async () => {
  wire = await openTestWire()
  ada = await wire.member('ada')
  const { ctx } = wire.t
  const { organisations, organisationBilling, organisationContacts } = doors
  for (const kind of organisationKinds) {
    const about = { kind, name: `Harps ${kind}`, country: 'NL', email: 'desk@harps.example' }
    const made = await organisations.createOrganisation(ctx, ada, CreateOrganisationInput.parse(about))
    shown.set(kind, made.shownId)
    const strong: Member = {
      ...ada,
      via: { kind: 'session', sessionId: newId<'session'>(ctx), strong: true, provenAt: ctx.clock.now() },
    }
    await organisationBilling.changePayout(
      ctx,
      strong,
      made.organisationId,
      organisationBilling.ChangePayoutInput.parse({ method: 'bank-transfer', account }),
    )
    const contact = { kind: 'technical', name: 'Tim', email: 'tim@harps.example' }
    const { SaveContactInput, saveContact } = organisationContacts
    await saveContact(ctx, strong, made.organisationId, SaveContactInput.parse(contact))
  }
})
after(() => wire.close())

describe('organisations by the API', () => {
  test('200: one’s own, and of each what it says, its people, contacts and billing, without the account that is paid', async () => {
    const headers = await wire.keyOf(ada, 'business:read')
    const list = OwnOrganisationsAnswer.strict().parse(
      (await wire.ask({ url: '/api/v1/organisations', headers })).json(),
    )
    assert.deepEqual(list.items.map(({ id }) => id).toSorted(), [...shown.values()].toSorted())
    for (const kind of organisationKinds) {
      const at = `/api/v1/${kind}/${shown.get(kind)}`
      const one = OrganisationAnswer.strict().parse((await wire.ask({ url: at, headers })).json())
      assert.deepEqual(
        [one.id, one.kind, one.email, one.roles],
        [shown.get(kind), kind, 'desk@harps.example', ['owner']],
      )
      const people = PeopleAnswer.strict().parse((await wire.ask({ url: `${at}/people`, headers })).json())
      assert.deepEqual(
        people.items.map(({ username, isYou }) => [username, isYou]),
        [['ada', true]],
      )
      const contacts = ContactsAnswer.strict().parse((await wire.ask({ url: `${at}/contacts`, headers })).json())
      assert.equal(contacts.items.find(({ kind: about }) => about === 'technical')?.contact?.email, 'tim@harps.example')
      const answer = await wire.ask({ url: `${at}/billing`, headers })
      assert.equal(BillingAnswer.strict().parse(answer.json()).payout?.method, 'bank-transfer')
      assert.ok(!answer.body.includes('ABNA'))
    }
  })

  test('201 and 204: people are invited, change and go, contacts and billing are written; no key makes an owner', async () => {
    const headers = await wire.keyOf(ada, 'business:read', 'business:write')
    const { ctx } = wire.t
    const mary = await wire.member('mary')
    for (const kind of organisationKinds) {
      const at = `/api/v1/${kind}/${shown.get(kind)}`
      const id = await doors.organisations.requireOrganisationId(ctx, shown.get(kind) ?? '')
      await inTransaction(ctx, (tx) => doors.organisations.addPerson(tx, id, mary.personId, ['reader']))
      const send = (method: 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) =>
        wire.ask({ method, url: `${at}/${path}`, headers, ...(payload ? { payload } : {}) })
      const people = PeopleAnswer.parse((await wire.ask({ url: `${at}/people`, headers })).json()).items
      const [owner, reader] = ['ada', 'mary'].map((name) => people.find(({ username }) => username === name)?.id ?? '')

      const asOwner = await send('POST', 'people/invitations', { email: 'x@example.org', roles: ['owner'] })
      assert.deepEqual([asOwner.statusCode, codeOf(asOwner)], [403, 'owners-by-people'])
      const invited = await send('POST', 'people/invitations', { email: 'x@example.org', roles: ['orders'] })
      assert.equal(invited.statusCode, 201, invited.body)
      const waiting = (await wire.ask({ url: `${at}/people/invitations`, headers })).json<{
        items: { email: string }[]
      }>()
      assert.deepEqual(
        waiting.items.map(({ email }) => email),
        ['x@example.org'],
      )
      const { id: invitation } = invited.json<{ id: string }>()
      assert.equal((await send('DELETE', `people/invitations/${invitation}`)).statusCode, 204)
      assert.equal((await send('DELETE', `people/invitations/${invitation}`)).statusCode, 404)

      assert.equal((await send('PUT', `people/${reader}`, { roles: ['finance'] })).statusCode, 204)
      assert.equal(codeOf(await send('PUT', `people/${reader}`, { roles: ['owner'] })), 'owners-by-people')
      assert.equal(codeOf(await send('PUT', `people/${owner}`, { roles: ['reader'] })), 'owners-by-people')
      assert.equal(codeOf(await send('DELETE', `people/${owner}`)), 'owners-by-people')
      assert.equal((await send('PUT', `people/${reader}`, { roles: [] })).statusCode, 422)
      assert.equal((await send('DELETE', `people/${reader}`)).statusCode, 204)

      const contact = { kind: 'finance', name: 'Fay', email: 'fay@harps.example' }
      assert.equal((await send('PUT', 'contacts', contact)).statusCode, 204)
      assert.equal((await send('PUT', 'contacts', { ...contact, preferredChannel: 'telephone' })).statusCode, 422)
      assert.equal((await send('DELETE', 'contacts/finance')).statusCode, 204)
      assert.equal((await send('DELETE', 'contacts/nonsense')).statusCode, 404)

      const billing = { legalName: 'Harps LLC', billingAddress: '14 Quay Street' }
      assert.equal((await send('PUT', 'billing', billing)).statusCode, 204)
      assert.equal((await send('PUT', 'billing', { ...billing, taxNumber: '4111 1111 1111 1111' })).statusCode, 422)
      const answer = (await wire.ask({ url: `${at}/billing`, headers })).json<{ legalName: string }>()
      assert.equal(answer.legalName, 'Harps LLC')
      const payout = await send('PUT', 'billing/payout', { method: 'paypal', account: 'thief@example.org' })
      assert.deepEqual([payout.statusCode, codeOf(payout)], [403, 'scope-missing'])
    }
  })

  test('401 without a key, 403 without the scope, 404 for others and below the address of another kind', async () => {
    const [mine, others] = [
      await wire.keyOf(ada, 'business:read'),
      await wire.keyOf(await wire.member('grace'), 'business:read'),
    ]
    const lacking = await wire.keyOf(ada, 'images:read', 'business:write')
    for (const kind of organisationKinds) {
      for (const path of ['', '/people', '/contacts', '/billing']) {
        const url = `/api/v1/${kind}/${shown.get(kind)}${path}`
        assert.equal((await wire.ask(url)).statusCode, 401)
        const refused = await wire.ask({ url, headers: lacking })
        assert.deepEqual([refused.statusCode, codeOf(refused)], [403, 'scope-missing'])
        const foreign = await wire.ask({ url, headers: others })
        const nothing = await wire.ask({ url: `/api/v1/${kind}/pub_nothing${path}`, headers: others })
        assert.deepEqual([foreign.statusCode, foreign.body], [404, nothing.body])
        const elsewhere = organisationKinds.find((one) => one !== kind) ?? kind
        const wrong = await wire.ask({ url: `/api/v1/${elsewhere}/${shown.get(kind)}${path}`, headers: mine })
        assert.deepEqual([wrong.statusCode, wrong.body], [404, nothing.body])
      }
    }
    assert.equal((await wire.ask('/api/v1/organisations')).statusCode, 401)
    assert.equal((await wire.ask({ url: '/api/v1/organisations', headers: lacking })).statusCode, 403)
  })
})
