import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { ChangePayoutInput, SaveBillingInput, changePayout, saveBilling } from '#accounts/organisation-billing'
import { billingStores } from '#accounts/organisation-billing'
import {
  SaveContactInput,
  contactClosing,
  contactHandlers,
  contactHolder,
  contactStores,
  removeContact,
  saveContact,
} from '#accounts/organisation-contacts'
import {
  CreateOrganisationInput,
  EditOrganisationInput,
  type OrganisationKind,
  addPerson,
  closeOrganisation,
  createOrganisation,
  editOrganisation,
  organisationHandlers,
  organisationHolder,
  organisationStores,
} from '#accounts/organisations'
import { type Member, actorOf, createMember, peopleStores } from '#accounts/people'
import { type StaffRole, rolesStores } from '#accounts/roles'
import {
  SignAgreementInput,
  agreementHolder,
  agreementStores,
  countersign,
  readAgreement,
  signAgreement,
} from '#ads/agreements'
import {
  AddSiteInput,
  ReviewSiteInput,
  addSite,
  checkNow,
  getSite,
  listSites,
  reviewSite,
  siteClosing,
  siteHandlers,
  siteStores,
} from '#ads/sites'
import { inTransaction } from '#platform/context'
import { type Id, newId } from '#platform/ids'
import { outsideStores } from '#platform/outside'
import { auditStores } from '#privacy/audit'
import { type TestHouse, dump, formsOf, openTestCtx } from '#test/house'
import { erase, shownTo } from '#test/rights'
import { type TestWeb, openTestWeb } from '#test/web'
import {
  SaveSettingsInput,
  SaveSignatoryInput,
  SaveSiteSettingsInput,
  canServe,
  findTag,
  forTag,
  clearSiteSettings,
  keepTag,
  publisherStores,
  readSettings,
  readSignatory,
  readSiteSettings,
  requestAgreement,
  saveSettings,
  saveSignatory,
  saveSiteSettings,
  signUpProgress,
  tagSettings,
} from './index.ts'

const stores = [
  ...[...peopleStores, ...rolesStores, ...auditStores, ...organisationStores, ...contactStores, ...billingStores],
  ...[...outsideStores, ...agreementStores, ...siteStores, ...publisherStores],
]
const hosts = Array.from({ length: 12 }, (_, at) => `pictures${at}.example`)

let t: TestHouse
let web: TestWeb
let staff: Member
let used = 0

before(async () => {
  web = await openTestWeb(hosts)
  t = await openTestCtx({ stores, web })
  staff = await somebody('staff', 'moderator', 'admin', 'billing')
})
after(async () => {
  await t.close()
  await web.close()
})

/** Somebody in a session with a second factor, who proved who they are just now. */
async function somebody(username: string, ...roles: readonly StaffRole[]): Promise<Member> {
  const input = { username, email: `${username}@example.org`, password: 'seven quiet herons', verified: true, roles }
  return actorOf(t.ctx, (await createMember(t.ctx, input)).personId, {
    ...{ kind: 'session', sessionId: newId<'session'>(t.ctx), strong: true, provenAt: t.clock.now() },
  })
}

interface Company {
  readonly owner: Member
  readonly id: Id<'organisation'>
  readonly tag: string
}
async function founded(username: string, kind: OrganisationKind = 'publisher'): Promise<Company> {
  const owner = await somebody(username)
  const input = CreateOrganisationInput.parse({
    kind,
    name: 'Harbour Light',
    country: 'US',
    email: 'a@harbour.example',
  })
  const { organisationId, shownId } = await createOrganisation(t.ctx, owner, input)
  return { owner, id: organisationId, tag: shownId }
}
/** Everything chosen otherwise than the standard. */
const chosen = {
  pictures: 'main img\narticle > img.photo',
  minWidth: '480',
  minHeight: '320',
  formats: 'corner',
  corner: 'top-left',
  edge: 'top',
  adBackground: '#101010',
  adText: '#F0F0F0',
  labelBackground: '#ffffff',
  labelText: '#222222',
  label: 'Sponsored',
  maxPerPage: '1',
  sendsTitle: 'on',
  neverPictures: 'img.logo',
  neverPages: '/private/**\r\n\r\n/obituaries/*',
  blockedHosts: 'rival.example',
  blockedCategories: '386 453',
  blockedWords: 'Casino\nquick  money',
}
const settingsOf = (version: number, more: object = {}) =>
  SaveSettingsInput.parse({ settingsVersion: version, ...chosen, ...more })
const ofSite = (version: number, site: string, more: object = {}) =>
  SaveSiteSettingsInput.parse({ settingsVersion: version, site, ...more })
const save = ({ owner, id }: Company, version: number, more: object = {}) =>
  saveSettings(t.ctx, owner, id, settingsOf(version, more))
const issuesOf = (more: object): Readonly<Record<string, string>> => {
  const parsed = SaveSettingsInput.safeParse({ settingsVersion: 0, ...chosen, ...more })
  assert.ok(!parsed.success)
  return Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), message]))
}
async function aSite({ owner, id }: Company) {
  const host = hosts[used++] ?? assert.fail('more hosts, please')
  const { id: site } = await addSite(t.ctx, owner, id, AddSiteInput.parse({ host }))
  return { host, site }
}
/** A site that shows whose it is. */
async function provenSite(company: Company) {
  const { host, site } = await aSite(company)
  const { wellKnown } = (await getSite(t.ctx, company.owner, site)).instructions
  web.sites.set(host, (request, response) => {
    const isThere = request.url === '/.well-known/vitrine-site-proof.txt'
    response.writeHead(isThere ? 200 : 404, { 'content-type': 'text/plain' }).end(isThere ? wellKnown.content : '')
  })
  await checkNow(t.ctx, company.owner, site)
  await t.runJobs(siteHandlers)
  assert.equal((await getSite(t.ctx, company.owner, site)).state, 'proven')
  return { host, site }
}
const approve = (site: string) =>
  reviewSite(t.ctx, staff, site, ReviewSiteInput.parse({ review: 'approved', vertical: '653' }))
const company = EditOrganisationInput.parse({
  name: 'Harbour Light',
  country: 'US',
  email: 'a@harbour.example',
  streetAddress: '1 Quay\nPortland, ME',
  telephone: '+1 207 555 0133',
})
const technical = SaveContactInput.parse({ kind: 'technical', name: 'Tess', email: 'tess@harbour.example' })
const nextOf = async ({ owner, id }: Company) => (await signUpProgress(t.ctx, owner, id)).next
const whyNot = async ({ tag }: Company, host: string) =>
  (await canServe(t.ctx, tag, host)).because.map(({ why }) => why)

/** A publisher that has filled in every part, and signed. */
async function signedUp(username: string) {
  const one = await founded(username)
  const { owner, id } = one
  await editOrganisation(t.ctx, owner, id, company)
  await saveSignatory(t.ctx, owner, id, SaveSignatoryInput.parse({ signatoryName: 'Ada Quay' }))
  await saveBilling(
    t.ctx,
    owner,
    id,
    SaveBillingInput.parse({ legalName: 'Harbour Light LLC', billingAddress: '1 Quay' }),
  )
  await changePayout(t.ctx, owner, id, ChangePayoutInput.parse({ method: 'paypal', account: 'pay@harbour.example' }))
  await saveContact(t.ctx, owner, id, technical)
  const site = await provenSite(one)
  await save(one, 0)
  const { id: agreement } = await requestAgreement(t.ctx, owner, id)
  const read = await readAgreement(t.ctx, owner, agreement)
  const signing = { agreement, sha256: read.sha256, authority: 'on' }
  await signAgreement(t.ctx, owner, SignAgreementInput.parse({ ...signing, name: 'Ada Quay', title: 'Owner' }))
  await countersign(t.ctx, staff, SignAgreementInput.parse({ ...signing, name: 'Grace Hopper', title: 'Desk' }))
  return { ...one, ...site, text: read.text }
}

describe('the settings of ads in pictures', () => {
  test('reach the configuration of the tag, each of them (promise: S-37)', async () => {
    const one = await founded('reaching')
    const rival = await founded('rival', 'advertiser')
    const { host } = await aSite(one)
    const standard = await tagSettings(t.ctx, one.tag, host)
    assert.deepEqual([standard?.settingsVersion, standard?.tag.pictures, standard?.tag.formats.length], [0, ['img'], 2])
    assert.deepEqual(await save(one, 0, { blockedAdvertisers: rival.tag }), { version: 1 })
    const neverPages = ['/private/**', '/obituaries/*']
    const both = { formats: ['corner'], maxPerPage: 1, minWidth: 480, minHeight: 320, neverPages }
    const settings = await tagSettings(t.ctx, one.tag, host)
    assert.deepEqual(settings, {
      settingsVersion: 1,
      organisationId: one.id,
      tag: {
        ...both,
        pictures: ['main img', 'article > img.photo'],
        neverPictures: ['img.logo'],
        corner: 'top-left',
        edge: 'top',
        colours: { background: '#101010', text: '#f0f0f0', labelBackground: '#ffffff', labelText: '#222222' },
        label: 'Sponsored',
        sendsTitle: true,
      },
      choice: {
        ...both,
        blockedAdvertisers: [rival.tag],
        blockedHosts: ['rival.example'],
        blockedCategories: ['386', '453'],
        blockedWords: ['casino', 'quick money'],
      },
    })
    for (const blocked of [rival.tag, 'rival.example', '386', 'casino']) {
      assert.ok(!JSON.stringify(settings?.tag).includes(blocked), `${blocked} is told to browsers`)
    }
    assert.equal(await tagSettings(t.ctx, rival.tag, host), null)
    assert.equal(await tagSettings(t.ctx, 'pub_00000000000000000000000000', host), null)
    assert.equal(await tagSettings(t.ctx, 'nobody', host), null)
  })

  test('differ on a site that chooses so, which forbids more and never less', async () => {
    const one = await founded('differing')
    const [first, second] = [await aSite(one), await aSite(one)]
    await save(one, 0)
    const more = {
      pictures: 'figure img',
      formats: '',
      maxPerPage: 2,
      sendsTitle: 'no',
      neverPages: '/print',
      blockedWords: 'poker',
    }
    assert.deepEqual(await saveSiteSettings(t.ctx, one.owner, one.id, ofSite(1, first.site, more)), { version: 2 })
    const [there, elsewhere] = [
      await tagSettings(t.ctx, one.tag, first.host),
      await tagSettings(t.ctx, one.tag, second.host),
    ]
    assert.deepEqual(
      [there?.tag.pictures, there?.tag.maxPerPage, there?.tag.formats, there?.tag.sendsTitle, there?.tag.label],
      [['figure img'], 2, ['corner'], false, 'Sponsored'],
    )
    assert.deepEqual(there?.choice.neverPages, ['/private/**', '/obituaries/*', '/print'])
    assert.deepEqual(there?.choice.blockedWords, ['casino', 'quick money', 'poker'])
    assert.deepEqual([elsewhere?.tag.maxPerPage, elsewhere?.choice.neverPages.length], [1, 2])
    const shown = await readSiteSettings(t.ctx, one.owner, one.id, first.site)
    assert.deepEqual([shown.own?.maxPerPage, shown.own?.label, shown.settings.label], [2, null, 'Sponsored'])
    await clearSiteSettings(t.ctx, one.owner, one.id, { settingsVersion: 2, site: first.site })
    assert.equal((await tagSettings(t.ctx, one.tag, first.host))?.tag.maxPerPage, 1)
  })

  test('come from nobody else, and not for the site of another', async () => {
    const [one, other] = [await founded('owning'), await founded('strange')]
    const { site } = await aSite(other)
    const reader = await somebody('reading')
    await inTransaction(t.ctx, (tx) => addPerson(tx, one.id, reader.personId, ['reader', 'finance', 'orders']))
    await assert.rejects(saveSettings(t.ctx, other.owner, one.id, settingsOf(0)), { code: 'organisation-not-found' })
    await assert.rejects(readSettings(t.ctx, other.owner, one.id), { code: 'organisation-not-found' })
    await assert.rejects(saveSettings(t.ctx, reader, one.id, settingsOf(0)), { code: 'role-missing' })
    assert.equal((await readSettings(t.ctx, reader, one.id)).version, 0)
    const advertiser = await founded('advertising', 'advertiser')
    await assert.rejects(save(advertiser, 0), { code: 'publishers-only' })
    await assert.rejects(readSettings(t.ctx, advertiser.owner, advertiser.id), { code: 'publishers-only' })
    await save(one, 0)
    const foreign = ofSite(1, site, { maxPerPage: 2 })
    await assert.rejects(saveSiteSettings(t.ctx, one.owner, one.id, foreign), { code: 'site-not-found' })
    const unknown = { blockedAdvertisers: 'adv_01h455vb4pex5vsknk084sn02q' }
    await assert.rejects(save(one, 1, unknown), { code: 'advertiser-unknown' })
    await assert.rejects(save(one, 1, { blockedCategories: '386 9' }), { code: 'category-unknown' })
    assert.equal((await readSettings(t.ctx, one.owner, one.id)).version, 1, 'what was refused left nothing')
  })

  test('are saved once where two save at the same time', async () => {
    const one = await founded('twice')
    const outcomes = await Promise.allSettled([save(one, 0, { maxPerPage: 2 }), save(one, 0, { maxPerPage: 3 })])
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    await assert.rejects(save(one, 0), { code: 'settings-changed', status: 409 })
    assert.equal((await readSettings(t.ctx, one.owner, one.id)).version, 1)
  })

  test('are refused with a reason beside the field', () => {
    assert.ok(SaveSettingsInput.safeParse({ settingsVersion: 0, ...chosen }).success, 'negative control')
    assert.match(issuesOf({ adText: '#777777', adBackground: '#ffffff' })['adText'] ?? '', /4\.47.*4\.5/)
    assert.match(issuesOf({ labelText: '#fefefe' })['labelText'] ?? '', /contrast/)
    assert.match(issuesOf({ pictures: 'img\nimg:hover' })['pictures'] ?? '', /^“img:hover”/)
    assert.match(issuesOf({ pictures: ' \n' })['pictures'] ?? '', /which pictures/)
    assert.match(issuesOf({ pictures: Array.from({ length: 21 }, (_, at) => `.a${at}`) })['pictures'] ?? '', /20/)
    assert.match(issuesOf({ neverPages: 'private' })['neverPages'] ?? '', /Begin with/)
    assert.match(issuesOf({ minWidth: 299 })['minWidth'] ?? '', /300/)
    assert.match(issuesOf({ maxPerPage: '1.5' })['maxPerPage'] ?? '', /whole/)
    assert.match(issuesOf({ formats: '' })['formats'] ?? '', /one shape/)
    assert.match(issuesOf({ formats: ['corner', 'popup'] })['formats'] ?? '', /Choose/)
    assert.match(issuesOf({ blockedCategories: '386 –' })['blockedCategories'] ?? '', /Choose/)
    assert.match(issuesOf({ blockedHosts: 'https://rival.example/path' })['blockedHosts'] ?? '', /host/)
    assert.match(issuesOf({ blockedAdvertisers: 'rival' })['blockedAdvertisers'] ?? '', /number/)
    assert.ok('label' in issuesOf({ label: '' }), 'no ad without a label')
    const half = SaveSiteSettingsInput.safeParse({ settingsVersion: 0, site: 'sit_x', adText: '#000000' })
    assert.deepEqual(half.error?.issues.map(({ path }) => path[0]).toSorted(), [
      'adBackground',
      'labelBackground',
      'labelText',
    ])
  })
})

describe('signing up as a publisher', () => {
  test('goes on where it was left, part by part, and follows what is stored (promises: S-33, S-34, S-35, S-36)', async () => {
    const one = await founded('walking')
    const { owner, id } = one
    assert.equal(await nextOf(one), 'company')
    await assert.rejects(requestAgreement(t.ctx, owner, id), { code: 'company-incomplete' })
    await editOrganisation(t.ctx, owner, id, company)
    assert.deepEqual(
      (await signUpProgress(t.ctx, owner, id)).parts[0]?.missing.map(({ what }) => what),
      ['signatory'],
      'a company alone is not enough',
    )
    await saveSignatory(
      t.ctx,
      owner,
      id,
      SaveSignatoryInput.parse({ signatoryName: 'Ada Quay', signatoryTitle: 'Owner' }),
    )
    assert.deepEqual(await readSignatory(t.ctx, owner, id), { name: 'Ada Quay', title: 'Owner' })
    assert.equal(await nextOf(one), 'commercial')
    await changePayout(t.ctx, owner, id, ChangePayoutInput.parse({ method: 'paypal', account: 'pay@harbour.example' }))
    assert.equal(await nextOf(one), 'commercial', 'an account without a name for statements is not enough')
    await saveBilling(
      t.ctx,
      owner,
      id,
      SaveBillingInput.parse({ legalName: 'Harbour Light', billingAddress: '1 Quay' }),
    )
    assert.equal(await nextOf(one), 'technical')
    await saveContact(t.ctx, owner, id, technical)
    assert.equal(await nextOf(one), 'sites')
    await provenSite(one)
    assert.equal(await nextOf(one), 'pictures')
    await save(one, 0)
    assert.equal(await nextOf(one), 'agreement')
    await removeContact(t.ctx, owner, id, { kind: 'technical' })
    assert.equal(await nextOf(one), 'technical', 'what is taken away is missing again')
    const stranger = await somebody('stranger')
    await assert.rejects(signUpProgress(t.ctx, stranger, id), { code: 'organisation-not-found' })
  })

  test('ends with ads once the agreement is in force and the site was looked at, and with reasons in words before', async () => {
    const waiting = await founded('waiting')
    const unproven = await aSite(waiting)
    assert.deepEqual(await whyNot(waiting, unproven.host), ['sign-up', 'agreement', 'site-unproven', 'site-unreviewed'])
    assert.deepEqual(await whyNot(waiting, 'foreign.example'), ['sign-up', 'agreement', 'site-unknown'])
    const one = await signedUp('serving')
    assert.deepEqual(await forTag(t.ctx, waiting.tag, unproven.host), { serves: false, reason: 'publisher-not-ready' })
    assert.deepEqual(await forTag(t.ctx, one.tag, one.host), { serves: false, reason: 'site-not-approved' })
    assert.match(one.text, /Ada Quay/)
    assert.match(one.text, /1 Quay, Portland, ME/)
    assert.deepEqual(await whyNot(one, one.host), ['site-unreviewed'])
    await approve(one.site)
    assert.deepEqual(await canServe(t.ctx, one.tag, one.host), { serves: true, because: [] })
    const told = await forTag(t.ctx, one.tag, one.host)
    assert.ok(told.serves)
    assert.deepEqual([told.version, told.settings.corner, told.settings.neverPages.length], [1, 'top-left', 2])
    assert.deepEqual(await forTag(t.ctx, one.tag, unproven.host), { serves: false, reason: 'unknown' })
    assert.deepEqual(await forTag(t.ctx, 'nobody', one.host), { serves: false, reason: 'unknown' })
    assert.deepEqual(await whyNot(one, unproven.host), ['site-unknown'], 'a host of another publisher')
    assert.deepEqual(await whyNot(waiting, one.host), ['sign-up', 'agreement', 'site-unknown'])
    const progress = await signUpProgress(t.ctx, one.owner, one.id)
    assert.deepEqual([progress.next, progress.publisher, progress.sites[0]?.serves], [null, one.tag, true])
    assert.match(
      progress.tag ?? '',
      new RegExp(`^<script async [^<>]*src="[^"]*/tag.js" data-publisher="${one.tag}"></script>$`),
    )
    assert.equal((await signUpProgress(t.ctx, waiting.owner, waiting.id)).tag, null)
    assert.equal((await canServe(t.ctx, 'pub_00000000000000000000000000', one.host)).serves, false)
  })

  test('leaves ads where a technical contact takes themselves away, and asks for another', async () => {
    const one = await signedUp('leaving')
    await approve(one.site)
    const [contact] = await t.ctx.db
      .selectFrom('accounts_organisation_contacts')
      .where('organisation_id', '=', one.id)
      .select('id')
      .execute()
    await erase(t.ctx, stores, contact?.id ?? assert.fail('no contact'), [contactHolder])
    assert.equal((await canServe(t.ctx, one.tag, one.host)).serves, true)
    assert.equal(await nextOf(one), 'technical')
  })
})

describe('a version of the tag', () => {
  test('is the same bytes for good, and the line that names it carries their hash', async () => {
    const one = await signedUp('pinning')
    const lines = async () => {
      const { tag, pinnedTag } = await signUpProgress(t.ctx, one.owner, one.id)
      assert.ok(tag, 'with a version or without, there is the line that follows the newest')
      return pinnedTag
    }
    assert.equal(await lines(), null, 'this house has served none yet')
    const named: string[] = []
    for (const script of ['first()', 'second()', 'first()'].map((text) => Buffer.from(text))) {
      t.clock.advanceMs(1000)
      await keepTag(t.ctx, script)
      const line = (await lines()) ?? assert.fail('no line')
      const [, version = '', hash = ''] =
        /\/tag\/([0-9a-f]{20})\.js" integrity="sha384-([^"]+)" data-publisher=/.exec(line) ?? []
      assert.equal(hash, createHash('sha384').update(script).digest('base64'))
      assert.deepEqual(await findTag(t.ctx, version), script)
      named.push(version)
    }
    assert.deepEqual([named[2] === named[0], new Set(named).size], [true, 2], 'the same script is the same version')
    assert.equal(String(await findTag(t.ctx, named[1] ?? '')), 'second()', 'though it is not the present one')
    assert.equal(await findTag(t.ctx, '0'.repeat(20)), null)
  })
})

describe('a publisher that closes', () => {
  test('has silent tags at once, and its sites are given up (promise: S-17)', async () => {
    const one = await signedUp('closing')
    await approve(one.site)
    assert.equal((await canServe(t.ctx, one.tag, one.host)).serves, true, 'negative control')
    assert.deepEqual(await siteClosing.whatCloses(t.ctx, one.id), [{ what: 'sites', count: 1 }])
    await closeOrganisation(t.ctx, one.owner, one.id)
    assert.deepEqual(await whyNot(one, one.host), ['closed'], 'before any work is done')
    await t.runJobs([...organisationHandlers([contactClosing, siteClosing]), ...contactHandlers])
    assert.equal((await listSites(t.ctx, one.owner, one.id))[0]?.state, 'retired')
    await assert.rejects(save(one, 1), { code: 'organisation-closing' })
  })

  test('is shown what is held, sealed where it names somebody, and nothing of it stays', async () => {
    const [one, rival] = [await signedUp('erased'), await founded('blocked', 'advertiser')]
    await save(one, 1, { blockedAdvertisers: rival.tag })
    const stored = await dump(t)
    for (const form of formsOf('Ada Quay')) assert.ok(!stored.includes(form), form)
    const shown = (await shownTo(t.ctx, stores, one.id)).filter(({ rows }) => rows.length > 0).map(({ store }) => store)
    const ofOrganisations = publisherStores.filter(({ subject }) => subject === 'organisation')
    for (const { name } of ofOrganisations) assert.ok(shown.includes(name), name)
    await erase(t.ctx, stores, rival.id, [organisationHolder([])])
    assert.deepEqual((await readSettings(t.ctx, one.owner, one.id)).settings.blockedAdvertisers, [])
    await erase(t.ctx, stores, one.id, [agreementHolder, contactHolder, organisationHolder([])])
    for (const table of ['ads_publishers', 'ads_picture_settings'] as const) {
      const left = await t.ctx.db
        .selectFrom(table)
        .where('organisation_id', '=', one.id)
        .select('organisation_id')
        .execute()
      assert.equal(left.length, 0, table)
    }
  })
})
