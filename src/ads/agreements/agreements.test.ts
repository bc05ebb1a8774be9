import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { Member } from '#accounts/people'
import { dayMs, hourMs, minuteMs } from '#platform/clock'
import { inTransaction } from '#platform/context'
import { type Id, readId } from '#platform/ids'
import { type AuditKind, entriesAbout, verifyAudit } from '#privacy/audit'
import { eraseInside } from '#privacy/erasure'
import { type TestHouse, dump, openTestCtx } from '#test/house'
import { erase, expireRows, shownTo } from '#test/rights'
import {
  type Company,
  aCompany,
  aParty,
  again,
  anOffer,
  inForce,
  read,
  businessStores,
  signBoth,
  somebody,
} from '#test/business'
import {
  EndAgreementInput,
  OfferAgreementInput,
  type ShownAgreement,
  SignAgreementInput,
  agreementHolder,
  agreementPdf,
  changeTerms,
  countersign,
  endAgreement,
  giveNotice,
  isInForce,
  listAgreements,
  offerAgreement,
  offerStandardAgreement,
  readAgreement,
  signAgreement,
  termsInForce,
} from './index.ts'
import { textIn } from './text-in-pdf.fixtures.ts'

let t: TestHouse
let staff: Member
before(async () => {
  t = await openTestCtx({ stores: businessStores })
  staff = await somebody(t, 'billing', 'billing')
})
after(() => t.close())

let count = 0
const company = (kind: Company['kind'] = 'publisher'): Promise<Company> => aCompany(t, `owner-${++count}`, kind)
const offered = async (to: Company, more: object = {}): Promise<string> =>
  (await offerAgreement(t.ctx, staff, anOffer(to, more))).id
const binds = ({ organisationId, kind }: Company): Promise<boolean> => isInForce(t.ctx, organisationId, kind)
const fresh = ({ personId }: Member): Promise<Member> => again(t, personId)
const show = async (id: string): Promise<ShownAgreement> => readAgreement(t.ctx, await fresh(staff), id)
const uuidOf = (shown: string): Id<'agreement'> => readId('agreement', shown) ?? assert.fail(shown)
const keyOf = (subjectId: string) =>
  t.ctx.db.selectFrom('platform_subject_keys').where('subject_id', '=', subjectId).select('subject_id').execute()

describe('an agreement', () => {
  for (const kind of ['publisher', 'advertiser', 'network'] as const) {
    test(`with a ${kind} is in force once both sides have signed, and not before (promises: S-31, S-42)`, async () => {
      const them = await company(kind)
      assert.equal(await binds(them), false)
      const id = await offered(them)
      assert.equal(await binds(them), false)
      assert.equal(await termsInForce(t.ctx, them.organisationId, kind), null)
      await assert.rejects(countersign(t.ctx, staff, await read(t, staff, id)), { code: 'agreement-not-signed-yet' })
      await signAgreement(t.ctx, them.owner, await read(t, them.owner, id))
      assert.equal(await binds(them), false, 'one signature is not enough')
      assert.equal((await show(id)).state, 'signed')
      await countersign(t.ctx, staff, await read(t, staff, id, 'Grace Hopper'))
      assert.equal(await binds(them), true)
      const { state, signatures, sha256 } = await show(id)
      assert.equal(state, 'in-force')
      assert.deepEqual(
        signatures.map(({ side, name, title, sha256: signed }) => [side, name, title, signed]),
        [
          ['them', 'Łucja Ångström', 'Managing director', sha256],
          ['us', 'Grace Hopper', 'Managing director', sha256],
        ],
      )
      const other = kind === 'publisher' ? 'network' : 'publisher'
      assert.equal(await isInForce(t.ctx, them.organisationId, other), false, 'nor is one of another kind')
      assert.equal((await termsInForce(t.ctx, them.organisationId, kind))?.governingLaw, 'the State of Maine')
    })
  }

  test('does not bind by a row alone: without both signatures under its hash it is not in force', async () => {
    const them = await company()
    const id = uuidOf(await inForce(t, them, staff))
    assert.equal(await binds(them), true, 'the control')
    const sign = (sha256: Buffer) =>
      t.ctx.db
        .updateTable('ads_signatures')
        .set({ sha256 })
        .where('agreement_id', '=', id)
        .where('side', '=', 'us')
        .execute()
    await sign(Buffer.alloc(32))
    assert.equal(await binds(them), false)
  })

  test('needs name, company, street address, e-mail and telephone of the other side (promise: S-31)', async () => {
    const them = await company()
    const whole = { kind: 'publisher', organisation: them.shownId, ...aParty }
    assert.equal(OfferAgreementInput.safeParse(whole).success, true, 'the control')
    for (const field of Object.keys(aParty)) {
      for (const given of [
        { ...whole, [field]: undefined },
        { ...whole, [field]: '  ' },
      ]) {
        const { error } = OfferAgreementInput.safeParse(given)
        assert.deepEqual([...new Set(error?.issues.map(({ path }) => path.join()))], [field], field)
      }
    }
  })

  test('takes parameters in bounds only, and those of its kind', () => {
    const base = { organisation: 'pub_1', ...aParty }
    for (const [kind, more] of [
      ['publisher', { shareBps: 4999 }],
      ['publisher', { shareBps: 9501 }],
      ['publisher', { noticeDays: 6 }],
      ['publisher', { changeDays: 13 }],
      ['publisher', { dataDays: 91 }],
      ['publisher', { noticeDays: 7.5 }],
      ['publisher', { minimumPayoutMicros: 1_000_000_001n }],
      ['publisher', { currency: 'euros' }],
      ['publisher', { governingLaw: '' }],
      ['publisher', { guaranteedDays: 14 }],
      ['advertiser', { shareBps: 7000 }],
      ['network', { minimumPayoutMicros: 1n }],
      ['staff', {}],
    ] as const) {
      assert.equal(
        OfferAgreementInput.safeParse({ kind, ...base, ...more }).success,
        false,
        JSON.stringify([kind, Object.keys(more)]),
      )
    }
  })

  test('is signed as it was read: with one byte that is different, or another hash, it is not', async () => {
    const them = await company()
    const id = await offered(them)
    const { text, sha256 } = await readAgreement(t.ctx, them.owner, id)
    const hash = (of: string): string => createHash('sha256').update(of).digest('hex')
    assert.equal(hash(text), sha256)
    const input = await read(t, them.owner, id)
    for (const other of [hash(text.replace('70 percent', '71 percent')), hash(`${text} `), hash(text.trimEnd())]) {
      await assert.rejects(signAgreement(t.ctx, them.owner, { ...input, sha256: other }), {
        code: 'agreement-read-otherwise',
      })
    }
    assert.equal((await show(id)).state, 'offered')
    await signAgreement(t.ctx, them.owner, input)
    await assert.rejects(countersign(t.ctx, staff, { ...input, sha256: hash(`${text}.`) }), {
      code: 'agreement-read-otherwise',
    })
    assert.equal(SignAgreementInput.safeParse({ ...input, authority: undefined }).success, false, 'authority is said')
    for (const field of ['name', 'title', 'sha256']) {
      assert.equal(SignAgreementInput.safeParse({ ...input, [field]: '' }).success, false, field)
    }
  })

  test('whose text was changed in the database is not shown as what was signed', async () => {
    const them = await company()
    const id = await inForce(t, them, staff)
    const text = await t.ctx.vault.seal(
      t.ctx.db,
      { column: 'ads_agreements.text', subjectId: them.organisationId },
      (await show(id)).text.replace('70 percent', '60 percent'),
    )
    await t.ctx.db.updateTable('ads_agreements').set({ text }).where('id', '=', uuidOf(id)).execute()
    await assert.rejects(show(id), /not the text that was hashed/)
  })

  test('is signed once for each side by any number who sign at once', async () => {
    const them = await company()
    const id = await offered(them)
    const input = await read(t, them.owner, id)
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => signAgreement(t.ctx, them.owner, input)))
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const one of tries) {
      if (one.status === 'rejected') assert.equal((one.reason as { code?: string }).code, 'agreement-already-signed')
    }
    const ours = await Promise.allSettled(Array.from({ length: 6 }, () => countersign(t.ctx, staff, input)))
    assert.equal(ours.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.equal((await show(id)).signatures.length, 2)
    assert.equal((await verifyAudit(t.ctx)).fault, null)
  })

  test('that another version takes the place of at the same moment is signed before it, or not at all', async () => {
    for (let round = 0; round < 5; round++) {
      const them = await company()
      const first = await offered(them)
      const input = await read(t, them.owner, first)
      const [signed, again_] = await Promise.allSettled([signAgreement(t.ctx, them.owner, input), offered(them)])
      assert.equal(again_.status, 'fulfilled')
      if (signed.status === 'rejected') assert.equal((signed.reason as { code?: string }).code, 'agreement-superseded')
      assert.equal((await show(first)).state, 'superseded')
      await assert.rejects(signAgreement(t.ctx, them.owner, input), { code: 'agreement-superseded' })
      await assert.rejects(countersign(t.ctx, staff, input), { code: 'agreement-superseded' })
      assert.equal(await binds(them), false)
      const list = await listAgreements(t.ctx, them.owner, them.organisationId)
      assert.deepEqual(
        list.map(({ version, state }) => [version, state]),
        [
          [2, 'offered'],
          [1, 'superseded'],
        ],
      )
    }
  })

  test('is offered to an organisation of its kind, and not while one is in force', async () => {
    const them = await company()
    await assert.rejects(offerAgreement(t.ctx, staff, anOffer({ ...them, kind: 'network' })), {
      code: 'agreement-of-another-kind',
    })
    await assert.rejects(offered({ ...them, shownId: 'pub_01h455vb4pex5vsknk084sn02q' }), {
      code: 'organisation-not-found',
    })
    await inForce(t, them, staff)
    await assert.rejects(offered(them), { code: 'agreement-in-force' })
    const { organisationId, kind } = await company('network')
    const id = await inTransaction(t.ctx, (tx) => offerStandardAgreement(tx, { organisationId, kind, party: aParty }))
    assert.match((await show(id)).text, /Our fee is 15 percent/)
  })

  test('is nothing to anybody else, and binds by an owner and by billing who proved themselves just now', async () => {
    const them = await company()
    const other = await company()
    const id = await offered(them)
    const support = await somebody(t, 'support-one', 'support')
    const input = await read(t, them.owner, id)
    for (const actor of [other.owner, support]) {
      await assert.rejects(readAgreement(t.ctx, actor, id), { code: 'agreement-not-found' })
      await assert.rejects(agreementPdf(t.ctx, actor, id), { code: 'agreement-not-found' })
      await assert.rejects(signAgreement(t.ctx, actor, input), { code: 'agreement-not-found' })
      await assert.rejects(giveNotice(t.ctx, actor, { agreement: id, side: 'them' }), { code: 'agreement-not-found' })
      await assert.rejects(listAgreements(t.ctx, actor, them.organisationId), { code: 'organisation-not-found' })
    }
    for (const actor of [them.owner, support]) {
      await assert.rejects(offerAgreement(t.ctx, actor, anOffer(them)), { code: 'page-not-found' })
      await assert.rejects(countersign(t.ctx, actor, input), { code: 'page-not-found' })
      await assert.rejects(changeTerms(t.ctx, actor, anOffer(them)), { code: 'page-not-found' })
    }
    await assert.rejects(signAgreement(t.ctx, staff, input), { code: 'agreement-not-found' }, 'nor do we sign for them')
    const finance = await somebody(t, `finance-${count}`)
    await t.ctx.db
      .insertInto('accounts_organisation_people')
      .values({
        organisation_id: them.organisationId,
        person_id: finance.personId,
        roles: ['finance'],
        since: t.clock.now(),
      })
      .execute()
    assert.equal((await readAgreement(t.ctx, finance, id)).sha256, input.sha256)
    await assert.rejects(signAgreement(t.ctx, finance, input), { code: 'role-missing' })
    t.clock.advanceMs(11 * minuteMs)
    await assert.rejects(signAgreement(t.ctx, them.owner, input), { code: 'prove-again' })
    await signAgreement(t.ctx, await fresh(them.owner), input)
    await assert.rejects(countersign(t.ctx, staff, input), { code: 'prove-again' })
    await countersign(t.ctx, await fresh(staff), input)
    staff = await fresh(staff)
  })

  test('holds what it says of people for itself alone: no other purpose opens it (promise: S-32)', async () => {
    const them = await company()
    const id = uuidOf(await inForce(t, them, staff))
    const { text } = await t.ctx.db
      .selectFrom('ads_agreements')
      .where('id', '=', id)
      .select('text')
      .executeTakeFirstOrThrow()
    const open = (
      purpose: 'business.provide' | 'inquiry.answer' | 'statistics.count' | 'content.find' | 'mail.account',
    ) => t.ctx.vault.open(t.ctx.db, { column: 'ads_agreements.text', subjectId: them.organisationId }, text, purpose)
    assert.match((await open('business.provide')) ?? '', /14 Quay Street/)
    for (const purpose of ['inquiry.answer', 'statistics.count', 'content.find', 'mail.account'] as const) {
      await assert.rejects(open(purpose), /not declared for the purpose/)
    }
    const everything = await dump(t)
    for (const clear of ['Łucja', 'Quay Street', '555 0123', 'Grace Hopper']) {
      assert.ok(!everything.includes(clear) && !everything.includes(Buffer.from(clear).toString('hex')), clear)
    }
  })

  test('writes each act down, for the organisation', async () => {
    const them = await company()
    const id = await inForce(t, them, staff)
    await giveNotice(t.ctx, await fresh(them.owner), { agreement: id, side: 'them' })
    const entries = await entriesAbout(t.ctx, them.organisationId, { limit: 10 })
    const kind: AuditKind = 'agreement-step'
    assert.ok(entries.every((entry) => entry.kind === kind))
    assert.deepEqual(entries.map(({ detail, by }) => [detail['what'], by]).reverse(), [
      ['offered', staff.personId],
      ['signed', them.owner.personId],
      ['countersigned', staff.personId],
      ['notice', them.owner.personId],
    ])
  })
})

describe('changed terms', () => {
  test('hold after both have signed them and their notice is over; until then the old ones do', async () => {
    const them = await company()
    const old = await inForce(t, them, staff)
    const share = async () => (await termsInForce(t.ctx, them.organisationId, 'publisher'))?.shareBps
    const { id, earliestAt } = await changeTerms(t.ctx, staff, anOffer(them, { shareBps: 6000 }))
    const start = t.clock.now()
    try {
      assert.deepEqual([await binds(them), await share()], [true, 7000], 'offered only')
      await signBoth(t, them, staff, id)
      assert.deepEqual([(await show(old)).state, (await show(id)).state], ['in-force', 'signed'])
      t.clock.set(new Date(earliestAt.getTime() - 1))
      assert.deepEqual([await binds(them), await share()], [true, 7000])
      t.clock.set(earliestAt)
      assert.deepEqual([await binds(them), await share()], [true, 6000])
      assert.deepEqual([(await show(old)).state, (await show(id)).state], ['superseded', 'in-force'])
    } finally {
      t.clock.set(start)
    }
  })

  test('that nobody signs change nothing, however long it takes; where nothing is in force there are none', async () => {
    const them = await company()
    await assert.rejects(changeTerms(t.ctx, staff, anOffer(them)), { code: 'agreement-not-in-force' })
    await inForce(t, them, staff)
    const start = t.clock.now()
    try {
      await changeTerms(t.ctx, staff, anOffer(them, { shareBps: 6000 }))
      t.clock.advanceMs(400 * dayMs)
      assert.equal((await termsInForce(t.ctx, them.organisationId, 'publisher'))?.shareBps, 7000)
    } finally {
      t.clock.set(start)
    }
  })
})

describe('the end of an agreement', () => {
  test('follows its own parameters, whoever gives notice (promise: S-79)', async () => {
    for (const side of ['them', 'us'] as const) {
      const them = await company()
      const id = await inForce(t, them, staff, { noticeDays: 14, finalPaymentDays: 20, dataDays: 10 })
      const start = t.clock.now()
      try {
        t.clock.set(new Date('2026-02-20T22:30:00Z'))
        const who = await fresh(side === 'them' ? them.owner : staff)
        const end = await giveNotice(t.ctx, who, { agreement: id, side })
        assert.deepEqual(end, {
          endsAt: new Date('2026-03-07T00:00:00Z'),
          lastDay: '2026-03-06',
          finalPaymentBy: '2026-03-26',
          dataGoneBy: '2026-03-16',
        })
        assert.deepEqual([(await show(id)).state, (await show(id)).noticeBy, await binds(them)], ['notice', side, true])
        await assert.rejects(giveNotice(t.ctx, who, { agreement: id, side }), { code: 'agreement-not-in-force' })
        t.clock.set(new Date(end.endsAt.getTime() - 1))
        assert.equal(await binds(them), true)
        t.clock.set(end.endsAt)
        assert.deepEqual([(await show(id)).state, await binds(them)], ['ended', false])
      } finally {
        t.clock.set(start)
      }
    }
  })

  test('comes at once with a reason, also for changed terms that wait for their day; what is offered then falls away', async () => {
    const them = await company()
    const old = await inForce(t, them, staff)
    const { id } = await changeTerms(t.ctx, staff, anOffer(them, { shareBps: 6000 }))
    await signBoth(t, them, staff, id)
    const { id: third } = await changeTerms(t.ctx, staff, anOffer(them, { shareBps: 6100 }))
    t.clock.advanceMs(hourMs)
    staff = await fresh(staff)
    assert.equal(EndAgreementInput.safeParse({ agreement: old, side: 'us', reason: 'so' }).success, false)
    const end = await endAgreement(t.ctx, staff, { agreement: old, side: 'us', reason: 'The site was sold.' })
    assert.deepEqual(end?.endsAt, t.clock.now())
    assert.equal(await binds(them), false)
    t.clock.advanceMs(100 * dayMs)
    assert.equal(await binds(them), false)
    staff = await fresh(staff)
    assert.deepEqual(
      [(await show(old)).state, (await show(id)).state, (await show(third)).state],
      ['superseded', 'ended', 'superseded'],
    )
    assert.equal(await binds(them), false)
    await inForce(t, them, staff)
    assert.equal(await binds(them), true, 'and they may begin again')
  })

  test('under notice lets the next one begin where it ends', async () => {
    const them = await company()
    const id = await inForce(t, them, staff)
    const { endsAt } = await giveNotice(t.ctx, await fresh(them.owner), { agreement: id, side: 'them' })
    const next = await offered(them)
    await signBoth(t, them, staff, next)
    assert.deepEqual((await show(next)).inForceAt, endsAt)
    assert.deepEqual([(await show(id)).state, (await show(next)).state, await binds(them)], ['notice', 'signed', true])
  })
})

describe('the paper', () => {
  test('holds the text word for word, both signatures and the hash, and is the same bytes each time (promise: S-31)', async () => {
    const them = await company()
    const id = await offered(them, { company: 'Lumière & Şahin ΑΒ Ђорђе', street: 'Çarşı Caddesi 7, 34000 İstanbul' })
    const open = textIn(await agreementPdf(t.ctx, them.owner, id))
    assert.ok(open.includes('not signed yet'))
    await signBoth(t, them, staff, id)
    const { text, sha256 } = await show(id)
    const pdf = await agreementPdf(t.ctx, them.owner, id)
    const squeezed = (of: string): string => of.replaceAll(/\s+/g, '')
    const found = squeezed(textIn(pdf))
    for (const line of text.trimEnd().split('\n\n')) assert.ok(found.includes(squeezed(line)), line)
    for (const value of ['Łucja Ångström', 'Grace Hopper', sha256, 'Page 1 of']) {
      assert.ok(found.includes(squeezed(value)), value)
    }
    assert.ok(!squeezed(open).includes(squeezed('Grace Hopper')), 'the control')
    t.clock.advanceMs(dayMs)
    assert.ok(pdf.equals(await agreementPdf(t.ctx, await fresh(them.owner), id)))
    staff = await fresh(staff)
  })
})

describe('what stays', () => {
  const holders = [agreementHolder]

  test('of an organisation that goes is what it signed, sealed and cut off from it, for six years, and nothing else', async () => {
    const start = t.clock.now()
    const them = await company()
    const signed = uuidOf(await inForce(t, them, staff))
    const { id: open } = await changeTerms(t.ctx, staff, anOffer(them))
    assert.equal(
      (await shownTo(t.ctx, businessStores, them.organisationId)).find(({ store }) => store === 'ads_agreements')?.rows
        .length,
      2,
    )
    const kept = await inTransaction(t.ctx, async (tx) => {
      const aside = await agreementHolder.keep?.(tx, them.organisationId)
      await eraseInside(tx, { stores: businessStores, holders }, them.organisationId)
      return aside
    })
    assert.deepEqual(
      kept?.map(({ name, count: how }) => [name, how]),
      [
        ['ads_agreements.text', 1],
        ['ads_signatures.name', 2],
      ],
    )
    assert.equal(await binds(them), false)
    assert.deepEqual(await keyOf(them.organisationId), [])
    await assert.rejects(show(open), { code: 'agreement-not-found' })
    assert.ok(!(await dump(t)).includes(them.organisationId))
    const row = await t.ctx.db
      .selectFrom('ads_agreements')
      .where('id', '=', signed)
      .selectAll()
      .executeTakeFirstOrThrow()
    assert.deepEqual([row.organisation_id, row.state, row.kept_until], [null, 'ended', kept?.[0]?.until])
    const place = { column: 'ads_agreements.text', subjectId: signed }
    assert.match((await t.ctx.vault.open(t.ctx.db, place, row.text, 'law.prove')) ?? '', /14 Quay Street/)
    try {
      t.clock.set(new Date((row.kept_until?.getTime() ?? 0) - 1))
      await expireRows(t.ctx, businessStores, holders)
      assert.equal((await keyOf(signed)).length, 1, 'the control: until its day it stays')
      t.clock.advanceMs(1)
      await expireRows(t.ctx, businessStores, holders)
      assert.deepEqual(await keyOf(signed), [])
      assert.deepEqual(await t.ctx.db.selectFrom('ads_agreements').where('id', '=', signed).select('id').execute(), [])
    } finally {
      t.clock.set(start)
      staff = await fresh(staff)
    }
  })

  test('of somebody who signed and goes is their name under it for six years; that they clicked goes at once', async () => {
    const start = t.clock.now()
    const them = await company()
    const id = await inForce(t, them, staff)
    await t.ctx.db.deleteFrom('accounts_organisation_people').where('person_id', '=', them.owner.personId).execute()
    assert.ok(
      (await shownTo(t.ctx, businessStores, them.owner.personId)).some(
        ({ store, rows }) => store === 'ads_agreement_steps' && rows.length === 1,
      ),
    )
    await erase(t.ctx, businessStores, them.owner.personId, holders)
    const steps = await t.ctx.db
      .selectFrom('ads_agreement_steps')
      .where('agreement_id', '=', uuidOf(id))
      .select(['what', 'by_person_id'])
      .execute()
    assert.equal(steps.find(({ what }) => what === 'signed')?.by_person_id, null)
    assert.equal(steps.find(({ what }) => what === 'offered')?.by_person_id, staff.personId, 'the control')
    assert.equal(await binds(them), true, 'the company stays bound')
    assert.equal((await show(id)).signatures[0]?.name, 'Łucja Ångström')
    try {
      t.clock.advanceMs(2192 * dayMs)
      await expireRows(t.ctx, businessStores, holders)
      const { signatures, sha256 } = await show(id)
      assert.deepEqual([signatures[0]?.name, signatures[0]?.title, signatures[0]?.sha256], [null, null, sha256])
      assert.equal(signatures[1]?.name, 'Grace Hopper')
      assert.equal(await binds(them), true)
    } finally {
      t.clock.set(start)
      staff = await fresh(staff)
    }
  })
})
