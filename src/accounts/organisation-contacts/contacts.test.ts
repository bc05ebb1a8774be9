import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { proveAddress } from '#accounts/addresses'
import { activateMember, addMember } from '#accounts/members'
import { type Member, actorOf, peopleStores } from '#accounts/people'
import {
  CreateOrganisationInput,
  type OrganisationRole,
  addPerson,
  createOrganisation,
  organisationRoles,
  organisationStores,
} from '#accounts/organisations'
import { inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type TestHouse, dump, formsOf, openTestCtx } from '#test/house'
import { erase, shownTo } from '#test/rights'
import {
  CorrectContactInput,
  SaveContactInput,
  contactByLink,
  contactHandlers,
  contactHolder,
  contactStores,
  correctContact,
  eraseContact,
  findContact,
  listContacts,
  removeContact,
  replaceContact,
  saveContact,
} from './index.ts'

const stores = [...peopleStores, ...organisationStores, ...contactStores]

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores })
})
after(() => t.close())

async function somebody(username: string): Promise<Member> {
  const personId = await inTransaction(t.ctx, async (tx) => {
    // A hash that nothing matches: nobody signs in here, and making a real one takes longer than the rest of the test.
    const made = await addMember(tx, {
      username,
      email: `${username}@example.org`,
      passwordHash: 'none',
      agreements: [],
    })
    await proveAddress(tx, made.addressId)
    await activateMember(tx, made.personId)
    return made.personId
  })
  return actorOf(t.ctx, personId, { kind: 'system' })
}
async function founded(owner: Member): Promise<Id<'organisation'>> {
  const input = { kind: 'publisher', name: 'Harbour Light Press', country: 'US', email: 'desk@harbour.example' }
  return (await createOrganisation(t.ctx, owner, CreateOrganisationInput.parse(input))).organisationId
}
const aContact = (email: string, overrides: Readonly<Record<string, unknown>> = {}) =>
  SaveContactInput.parse({ kind: 'technical', name: 'Tess Tagwright', email, ...overrides })
const lettersTo = (email: string) => t.letters.filter(({ to }) => to === email)
async function tokenFor(email: string): Promise<string> {
  await t.runJobs(contactHandlers)
  return /\/contact\/(\S+)$/m.exec(lettersTo(email).at(-1)?.text ?? '')?.[1] ?? assert.fail(`no letter to ${email}`)
}
const expired = { code: 'contact-link-expired', status: 410 }
const countOf = async (sql: string): Promise<number> =>
  Number((await t.database.pool.query<{ n: string }>(`select count(*) as n from ${sql}`)).rows[0]?.n)
const orphanKeys =
  'platform_subject_keys where subject_id not in (select id from accounts_people union select id from accounts_organisations union select id from accounts_organisation_contacts)'

suite('a contact of an organisation', () => {
  test('is told once, by a letter that says what is held, for whom and why (promise: S-36)', async () => {
    const owner = await somebody('owner1')
    const id = await founded(owner)
    await saveContact(t.ctx, owner, id, aContact('tess@harbour.example', { telephone: '+1 212 555 0188' }))
    await t.runJobs(contactHandlers)
    await saveContact(t.ctx, owner, id, aContact('Tess@harbour.example', { name: 'Tess T.' }))
    await t.runJobs(contactHandlers)
    const letters = lettersTo('tess@harbour.example')
    assert.equal(letters.length, 1)
    const text = (letters[0]?.text ?? '').replaceAll(/\s+/g, ' ')
    for (const said of ['Harbour Light Press named you', 'a telephone number', 'sites and tags', 'sealed'])
      assert.ok(text.includes(said), said)
    const token = await tokenFor('tess@harbour.example')
    const shown = await contactByLink(t.ctx, { token })
    assert.deepEqual([shown.name, shown.organisationName, shown.telephone], ['Tess T.', 'Harbour Light Press', null])
    assert.deepEqual(shown.toldAt, t.clock.now())
  })

  test('is sealed, and their link stands nowhere', async () => {
    const owner = await somebody('owner2')
    const id = await founded(owner)
    await saveContact(t.ctx, owner, id, aContact('sealed-tess@harbour.example', { name: 'Sealed Tess' }))
    const token = await tokenFor('sealed-tess@harbour.example')
    const stored = await dump(t)
    for (const marker of ['sealed-tess@harbour.example', 'Sealed Tess', token, token.split('.')[1] ?? ''])
      for (const form of formsOf(marker)) assert.ok(!stored.includes(form), form)
  })

  test('corrects themselves by the link, and is told at another address', async () => {
    const owner = await somebody('owner3')
    const id = await founded(owner)
    await saveContact(t.ctx, owner, id, aContact('old-desk@harbour.example'))
    const token = await tokenFor('old-desk@harbour.example')
    const right = { token, name: 'Tess', email: 'new-desk@harbour.example', telephone: '+1 212 555 0100' }
    await correctContact(t.ctx, CorrectContactInput.parse({ ...right, preferredChannel: 'telephone' }))
    assert.equal(await tokenFor('new-desk@harbour.example'), token)
    const [place] = await listContacts(t.ctx, owner, id)
    assert.deepEqual(
      [place?.contact?.name, place?.contact?.email, place?.contact?.preferredChannel],
      ['Tess', 'new-desk@harbour.example', 'telephone'],
    )
    assert.equal(
      CorrectContactInput.safeParse({ ...right, telephone: undefined, preferredChannel: 'telephone' }).success,
      false,
    )
  })

  test('names somebody else in their place, and nothing of them stays', async () => {
    const owner = await somebody('owner4')
    const id = await founded(owner)
    await saveContact(t.ctx, owner, id, aContact('leaves@harbour.example'))
    const token = await tokenFor('leaves@harbour.example')
    await replaceContact(
      t.ctx,
      CorrectContactInput.parse({ token, name: 'Follower', email: 'follows@harbour.example' }),
    )
    await assert.rejects(contactByLink(t.ctx, { token }), expired)
    const other = await tokenFor('follows@harbour.example')
    assert.notEqual(other, token)
    assert.equal((await contactByLink(t.ctx, { token: other })).name, 'Follower')
    assert.equal(await countOf(orphanKeys), 0)
  })

  test('erases themselves at once, and the organisation sees that they left (promise: S-36)', async () => {
    const owner = await somebody('owner5')
    const id = await founded(owner)
    await saveContact(t.ctx, owner, id, aContact('gone@harbour.example'))
    const token = await tokenFor('gone@harbour.example')
    await eraseContact(t.ctx, { token })
    for (const act of [
      () => contactByLink(t.ctx, { token }),
      () => eraseContact(t.ctx, { token }),
      () => correctContact(t.ctx, CorrectContactInput.parse({ token, name: 'X', email: 'x@example.org' })),
    ])
      await assert.rejects(act(), expired)
    const [place] = await listContacts(t.ctx, owner, id)
    assert.deepEqual(place, { kind: 'technical', contact: null, isNamed: false, leftAt: t.clock.now() })
    assert.equal(await countOf(orphanKeys), 0)
    await saveContact(t.ctx, owner, id, aContact('next@harbour.example'))
    assert.equal((await listContacts(t.ctx, owner, id))[0]?.leftAt, null)
  })

  test('is reached by no link but their own', async () => {
    const owner = await somebody('owner6')
    const [id, other] = [await founded(owner), await founded(owner)]
    await saveContact(t.ctx, owner, id, aContact('one@harbour.example'))
    await saveContact(t.ctx, owner, other, aContact('two@harbour.example'))
    const [one, two] = [await tokenFor('one@harbour.example'), await tokenFor('two@harbour.example')]
    const [idOfOne = '', signOfOne = ''] = one.split('.')
    const [idOfTwo = '', signOfTwo = ''] = two.split('.')
    for (const token of [`${idOfOne}.${signOfTwo}`, `${idOfTwo}.${signOfOne}`, idOfOne, `${one}.`, `${one}x`, '.', 'x'])
      await assert.rejects(contactByLink(t.ctx, { token }), expired, token)
    assert.ok(await contactByLink(t.ctx, { token: one }), 'negative control')
  })

  test('is somebody else at another address: of who stood there nothing stays', async () => {
    const owner = await somebody('owner7')
    const id = await founded(owner)
    await saveContact(t.ctx, owner, id, aContact('before@harbour.example'))
    const token = await tokenFor('before@harbour.example')
    await saveContact(t.ctx, owner, id, aContact('after@harbour.example'))
    await assert.rejects(contactByLink(t.ctx, { token }), expired)
    await removeContact(t.ctx, owner, id, { kind: 'technical' })
    assert.equal(await findContact(t.ctx, { organisationId: id, kind: 'technical' }), null)
    assert.equal(await countOf(orphanKeys), 0)
    await t.runJobs(contactHandlers)
    assert.deepEqual(lettersTo('after@harbour.example'), [], 'who was removed before the letter is not written to')
  })

  test('is named, seen and removed by owners and by who has the role of the name', async () => {
    const owner = await somebody('owner8')
    const id = await founded(owner)
    await saveContact(t.ctx, owner, id, aContact('tech@harbour.example'))
    const may: readonly OrganisationRole[] = ['owner', 'technical']
    for (const role of organisationRoles) {
      const member = await somebody(`eight-${role}`)
      await inTransaction(t.ctx, (tx) => addPerson(tx, id, member.personId, [role]))
      const [place] = await listContacts(t.ctx, member, id)
      assert.equal(place?.isNamed, true)
      assert.equal(place.contact !== null, may.includes(role), role)
      if (may.includes(role)) {
        await saveContact(t.ctx, member, id, aContact('tech@harbour.example'))
        continue
      }
      await assert.rejects(saveContact(t.ctx, member, id, aContact('evil@example.org')), { code: 'role-missing' })
      await assert.rejects(removeContact(t.ctx, member, id, { kind: 'technical' }), { code: 'role-missing' })
    }
    const stranger = await somebody('eight-nobody')
    await assert.rejects(listContacts(t.ctx, stranger, id), { code: 'organisation-not-found' })
    await assert.rejects(saveContact(t.ctx, stranger, id, aContact('x@example.org')), {
      code: 'organisation-not-found',
    })
    assert.equal((await findContact(t.ctx, { organisationId: id, kind: 'technical' }))?.email, 'tech@harbour.example')
  })

  test('is one where two are named at once', async () => {
    const owner = await somebody('owner9')
    const id = await founded(owner)
    await Promise.all(
      ['a', 'b', 'c', 'd'].map((one) => saveContact(t.ctx, owner, id, aContact(`${one}-once@harbour.example`))),
    )
    assert.equal(await countOf(`accounts_organisation_contacts where organisation_id = '${id}'`), 1)
    assert.equal(await countOf(orphanKeys), 0)
  })

  test('goes by their number like anybody, and with the organisation; others stay', async () => {
    const owner = await somebody('owner10')
    const [id, other] = [await founded(owner), await founded(owner)]
    await saveContact(t.ctx, owner, id, aContact('tenth@harbour.example'))
    await saveContact(t.ctx, owner, id, aContact('money@harbour.example', { kind: 'finance' }))
    await saveContact(t.ctx, owner, other, aContact('stays@harbour.example'))
    const contact = await findContact(t.ctx, { organisationId: id, kind: 'technical' })
    const contactId = contact?.contactId ?? assert.fail('nobody is named')
    const held = await shownTo(t.ctx, stores, contactId)
    assert.ok(JSON.stringify(held).includes('tenth@harbour.example'))
    await erase(t.ctx, stores, contactId, [contactHolder])
    assert.equal(await findContact(t.ctx, { contactId }), null)
    assert.deepEqual((await listContacts(t.ctx, owner, id))[0]?.leftAt, t.clock.now())
    await erase(t.ctx, stores, id, [contactHolder])
    assert.equal(await countOf(`accounts_organisation_contacts where organisation_id = '${id}'`), 0)
    assert.equal(await countOf(`accounts_organisation_contacts_left where organisation_id = '${id}'`), 0)
    assert.equal(await countOf(orphanKeys), 0)
    assert.ok(await findContact(t.ctx, { organisationId: other, kind: 'technical' }))
  })
})
