import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { allStores, doors } from '#app'
import { type Member, type Scope, actorOf, editProfile, rolesOfScope, scopes, staffScopes } from '#accounts/people'
import { grantRoles, staffRoles } from '#accounts/roles'
import { hashOfSecret } from '#accounts/secrets'
import { beginSession } from '#accounts/sessions'
import { dayMs, hourMs, later } from '#platform/clock'
import { newId, showId } from '#platform/ids'
import { openPost } from '#platform/mail'
import { aParty } from '#test/business'
import { cutOut } from '#test/pictures'
import { type Asked, type TestSite, openTestSite } from '#test/site'
import { waysOf, waysOfSite, waysOfWire } from '#test/ways'
import { routesOf } from '#wire'
import { aBreach } from '../../src/privacy/breaches/breaches.fixtures.ts'
import { aMailCompany } from '../../src/privacy/vendors/vendors.fixtures.ts'
import { pathOf, uploaded } from '../../src/wire/wire.fixtures.ts'
import { type Caller, type Outcome, type Question, matrix } from './matrix.fixtures.ts'

const siteRoutes = join(import.meta.dirname, '../../src/site/routes')

interface Knocking extends Caller {
  /** What they bring: a session is a new one each time, since some ways end it. */
  readonly credentials: () => Promise<Readonly<Record<string, string>>>
}

let site: TestSite
let owner: Member
let callers: readonly Knocking[]
const places = new Map<string, string>()

before(async () => {
  site = await openTestSite()
  const { ctx } = site.t
  owner = await site.member('ada')
  const other = await site.member('grace')
  const unverified = await site.member('alan', false)
  const locked = await site.member('mary')
  const open = await site.member('open')
  await editProfile(ctx, open, { displayName: '', about: '', profilePublic: true })

  const key = await site.keyOf(owner, 'images:read', 'images:write')
  for (const [at, visibility] of ['public', 'unlisted', 'private', 'deleted'].entries()) {
    const image = await uploaded(site, key, 60 + at, {
      title: 'Harp',
      tags: 'strings',
      visibility: visibility === 'deleted' ? 'public' : visibility,
    })
    const bytes = pathOf(image.variants[0]?.url ?? '')
    places.set(visibility, image.id)
    places.set(`bytes of ${visibility}`, bytes)
    places.set(`bare bytes of ${visibility}`, bytes.split('?')[0] ?? '')
  }
  await doors.images.deleteImage(ctx, owner, { id: places.get('deleted') ?? '' })
  const { config, clock, chance, egress } = ctx
  await openPost({ config, stores: allStores, clock, chance, egress }).send({
    kind: allStores.find(({ kind }) => kind === 'mail')?.name ?? '',
    to: 'ada@example.org',
    subject: 'Hello',
    text: 'Hello',
  })
  const counsel: Member = { ...owner, roles: new Set(['privacy_counsel'] as const), via: { kind: 'system' } }
  places.set('vendor', (await doors.vendors.addVendor(ctx, counsel, doors.vendors.VendorInput.parse(aMailCompany))).id)
  const breach = { ...aBreach, noticedAt: later(ctx.clock.now(), -hourMs).toISOString().slice(0, 16) }
  places.set('breach', (await doors.breaches.recordBreach(ctx, counsel, doors.breaches.BreachInput.parse(breach))).id)
  const { PlaceHoldInput, placeHold } = doors.holds
  const hold = { who: 'ada', because: 'dispute', reason: 'A question of money.', fields: 'accounts_people.username' }
  const endsOn = later(ctx.clock.now(), 30 * dayMs)
    .toISOString()
    .slice(0, 10)
  places.set('hold', (await placeHold(ctx, allStores, counsel, PlaceHoldInput.parse({ ...hold, endsOn }))).id)
  const { CreateOrganisationInput, createOrganisation } = doors.organisations
  const papers = { kind: 'publisher', name: 'Harps Weekly', country: 'NL', email: 'desk@harps.example' }
  places.set('organisation', (await createOrganisation(ctx, owner, CreateOrganisationInput.parse(papers))).shownId)
  const publisher = await doors.organisations.requireOrganisationId(ctx, places.get('organisation') ?? '')
  const { AskForAgreementInput, askForAgreement } = doors.agreements
  const asked = await askForAgreement(ctx, owner, publisher, AskForAgreementInput.parse(aParty))
  places.set('agreement', asked.id)
  const { AddSiteInput, addSite } = doors.sites
  places.set('site', (await addSite(ctx, owner, publisher, AddSiteInput.parse({ host: 'www.harps.example' }))).id)
  const buys = CreateOrganisationInput.parse({ ...papers, kind: 'advertiser' })
  const { organisationId, shownId } = await createOrganisation(ctx, owner, buys)
  places.set('advertiser', shownId)
  const { OrderInput, placeOrder } = doors.orders
  const booking = { title: 'Spring', zone: 'UTC', currency: 'USD', name: 'Ada', company: 'Harp', street: 'Quay 1' }
  const reach = {
    email: 'desk@harps.example',
    telephone: '+49 30 1234567',
    legalName: 'Harp',
    billingAddress: 'Quay 1',
  }
  const input = OrderInput.parse({ ...booking, ...reach })
  places.set('order', (await placeOrder(ctx, owner, organisationId, 'them', input)).id)
  const { MakeCreativeInput, makeCreative } = doors.creatives
  const said = { headline: 'Harps', alt: 'A harp', landingPage: 'https://harps.example/' }
  const drawn = await ctx.storage.receive(Readable.from([await cutOut(7, 300)]), { maxBytes: 1_000_000 })
  const { id: creative } = await makeCreative(ctx, owner, organisationId, drawn, MakeCreativeInput.parse(said))
  places.set('creative', creative)
  const sells = CreateOrganisationInput.parse({ ...papers, kind: 'network' })
  places.set('network', (await createOrganisation(ctx, owner, sells)).shownId)
  const { SubmitInquiryInput, submitInquiry } = doors.forms
  const call = { name: 'Ada', email: 'ada@example.org', channel: 'telephone', telephone: '+49 30 1234567' }
  const { receipt, link } = await submitInquiry(ctx, SubmitInquiryInput.parse(call))
  places.set('thread', receipt)
  places.set('inquiry', pathOf(link ?? ''))
  places.set('letter', (await doors.mail.listOutbox(ctx.config.home))[0]?.id ?? '')

  places.set('person', showId('person', owner.personId))

  const { origin } = ctx.config.origin
  const session =
    (member: Member, isStrong = false) =>
    async () => {
      const { token } = await beginSession(
        ctx,
        member.personId,
        undefined,
        isStrong ? ['password', 'code'] : ['password'],
      )
      return { cookie: `__Host-session=${token}`, origin }
    }
  const keyed = async (member: Member, ...allowed: readonly Scope[]) => {
    const header = await site.keyOf(member, ...allowed)
    return async () => ({ ...header, origin })
  }
  const revoked = await doors.apiKeys.createApiKey(ctx, owner, { name: 'old', scopes: [...scopes] })
  await doors.apiKeys.revokeApiKey(ctx, owner, { keyId: revoked.id })
  const lockedSession = await session(locked)()
  const lockedKey = await keyed(locked, ...scopes)
  await ctx.db.updateTable('accounts_people').set({ status: 'locked' }).where('id', '=', locked.personId).execute()

  const staff: Knocking[] = []
  for (const role of staffRoles) {
    const made = await site.member(`staff-${role.replaceAll('_', '-')}`)
    await grantRoles(ctx, { kind: 'system' }, { personId: made.personId, roles: [role] })
    const member = await actorOf(ctx, made.personId, { kind: 'system' })
    for (const isStrong of [false, true]) {
      const name = `${role}, ${isStrong ? 'with a second factor' : 'by password alone'}`
      staff.push({
        name,
        by: 'session',
        isVerified: true,
        staff: role,
        isStrong,
        credentials: session(member, isStrong),
      })
    }
    for (const scope of staffScopes.filter((one) => rolesOfScope[one].some((needed) => needed === role))) {
      const strong = { kind: 'session', sessionId: newId<'session'>(ctx), strong: true, provenAt: ctx.clock.now() }
      const maker: Member = { ...member, via: strong as Member['via'] }
      const name = `${role}, with a key for ${scope}`
      const credentials = await keyed(maker, scope)
      staff.push({ name, by: 'key', isVerified: true, staff: role, scopes: [scope], credentials })
    }
  }
  const keys: Knocking[] = []
  for (const allowed of [...scopes.map((scope) => [scope]), [...scopes]]) {
    for (const [whose, member] of [
      ['owner', owner],
      ['other', other],
    ] as const) {
      const [isOwner, isVerified] = [whose === 'owner', true]
      const name = `key of the ${whose} for ${allowed.join(', ')}`
      keys.push({ name, by: 'key', isOwner, isVerified, scopes: allowed, credentials: await keyed(member, ...allowed) })
    }
  }
  callers = [
    { name: 'visitor', by: 'nothing', credentials: async () => ({ origin }) },
    { name: 'unverified', by: 'session', credentials: session(unverified) },
    { name: 'owner', by: 'session', isOwner: true, isVerified: true, credentials: session(owner) },
    {
      name: 'owner, who proved it an hour ago',
      ...{ by: 'session', isOwner: true, isVerified: true, isStale: true },
      credentials: async () => {
        const fresh = await session(owner)()
        const tokenHash = hashOfSecret(fresh.cookie.slice('__Host-session='.length))
        const provenAt = later(ctx.clock.now(), -hourMs)
        await ctx.db
          .updateTable('accounts_sessions')
          .set({ proven_at: provenAt })
          .where('token_hash', '=', tokenHash)
          .execute()
        return fresh
      },
    },
    { name: 'other member', by: 'session', isVerified: true, credentials: session(other) },
    { name: 'locked, with a session of before', by: 'nothing', credentials: async () => lockedSession },
    { name: 'locked, with a key of before', by: 'revoked key', credentials: lockedKey },
    { name: 'with a false session', by: 'nothing', credentials: async () => ({ cookie: '__Host-session=x', origin }) },
    {
      name: 'revoked key',
      by: 'revoked key',
      isOwner: true,
      credentials: async () => ({ authorization: `Bearer ${revoked.key}`, origin }),
    },
    ...keys,
    ...staff,
  ]
})
after(() => site.close())

function outcomeOf(status: number, location: string): Outcome | `broken: ${number}` {
  if (status >= 500) return `broken: ${status}`
  if (status === 401 || location.startsWith('/sign-in?to=')) return 'sign-in'
  if (status === 403 || location.endsWith('refused=verify-first')) return 'forbidden'
  // Led to prove again who one is, or to set up what staff needs.
  if (location.startsWith('/confirm?to=') || location === '/settings/security?staff') return 'forbidden'
  if (status === 404) return 'not-found'
  return status === 405 ? 'no-such-method' : 'open'
}

const filled = (text: string): string =>
  text.replaceAll(/\{([a-z ]+)\}/g, (_, name: string) => {
    const place = places.get(name)
    assert.ok(place, name)
    return place
  })

async function knock(
  caller: Knocking,
  way: string,
  { at, form, json, multipart }: Omit<Question, 'policy'>,
): Promise<string> {
  const [named = 'GET', path = '/'] = way.split(' ')
  const method = named === 'ALL' ? 'GET' : named
  const headers: Record<string, string> = { accept: 'text/html', ...(await caller.credentials()) }
  const asked: { -readonly [Field in keyof Asked]: Asked[Field] } = { method, headers }
  if (multipart) {
    headers['content-type'] = 'multipart/form-data; boundary=x'
    asked.body = '--x--\r\n'
  } else if (json !== undefined) {
    headers['content-type'] = 'application/json'
    asked.body = json
  } else if (form) {
    const sent = new URLSearchParams(
      Object.entries(form).map(([name, value]): [string, string] => [name, filled(value)]),
    )
    headers['content-type'] = 'application/x-www-form-urlencoded'
    asked.body = sent.toString()
  }
  const answer = await site.fetch(filled(at ?? path), asked)
  return outcomeOf(answer.status, String(answer.headers['location'] ?? ''))
}

/** Puts back what a way has changed that was open to its caller. */
async function putBack(): Promise<void> {
  const { ctx } = site.t
  for (const visibility of ['public', 'unlisted', 'private'])
    await doors.images.restoreImage(ctx, owner, { id: places.get(visibility) ?? '' }).catch(() => {})
  await doors.images.deleteImage(ctx, owner, { id: places.get('deleted') ?? '' }).catch(() => {})
}

const questionsOf = (way: string): readonly Question[] => [matrix[way] ?? []].flat()

/** Ways that nobody answers for: neither listed, nor refused to everybody as no method of that address. */
async function unlisted(ways: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const way of ways) {
    if (matrix[way]) continue
    const [method = '', path = ''] = way.split(' ')
    // It is GET without the body.
    if (method === 'HEAD' && ways.includes(`GET ${path}`)) continue
    const isOfWire = routesOf(site.server).some(({ url, methods }) => url === path && methods.includes(method))
    const answers = isOfWire ? await Promise.all(callers.map((caller) => knock(caller, way, {}))) : []
    if (answers.length === 0 || answers.some((answer) => answer !== 'no-such-method')) found.push(way)
  }
  return found
}

describe('who gets which answer (promise: G-88)', () => {
  test('every way into the house is in the matrix, and the matrix has no others', async () => {
    const ways = waysOf(site.server, siteRoutes)
    assert.ok(ways.length > 100, String(ways.length))
    assert.deepEqual(await unlisted(ways), [], 'add these to test/journeys/matrix.fixtures.ts')
    assert.deepEqual(
      Object.keys(matrix).filter((way) => !ways.includes(way)),
      [],
    )
  })

  for (const way of Object.keys(matrix)) {
    test(way, async () => {
      const wrong: string[] = []
      for (const question of questionsOf(way)) {
        const look = async (caller: Knocking): Promise<void> => {
          const [got, wanted] = [await knock(caller, way, question), question.policy(caller)]
          if (got !== wanted) wrong.push(`${question.at ?? way}: ${caller.name} gets “${got}”, not “${wanted}”`)
          if (got === 'open' && !way.startsWith('GET')) await putBack()
        }
        // Who only reads is in nobody's way.
        if (way.startsWith('GET')) await Promise.all(callers.map(look))
        else for (const caller of callers) await look(caller)
      }
      assert.deepEqual(wrong, [])
    })
  }
})

describe('what is not listed is noticed (negative control)', () => {
  test('a page, an action and an endpoint of the site', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'vitrine-routes-'))
    try {
      cpSync(siteRoutes, copy, { recursive: true })
      const plant = (folder: string, file: string, text: string): void => {
        mkdirSync(join(copy, folder), { recursive: true })
        writeFileSync(join(copy, folder, file), text)
      }
      plant('planted', '+page.svelte', '<p>Hello</p>')
      plant('planted/form', '+page.server.ts', 'export const actions = { steal: async () => {} } satisfies Actions')
      plant('planted/data', '+server.ts', 'export async function GET() {}\nexport const PUT: RequestHandler = () => {}')
      assert.deepEqual((await unlisted(waysOfSite(copy))).filter((way) => way.includes('/planted')).toSorted(), [
        ...['GET /planted', 'GET /planted/data', 'GET /planted/form', 'POST /planted/form?/steal', 'PUT /planted/data'],
      ])
      plant('planted/hidden', '+page.server.ts', 'export const actions = makeActions()')
      assert.throws(() => waysOfSite(copy), /write the actions as one object/)
    } finally {
      rmSync(copy, { recursive: true })
    }
  })

  test('a route of the wire', async () => {
    const planted = [...routesOf(site.server), { url: '/api/v1/planted', methods: ['GET', 'HEAD'] }]
    assert.deepEqual(await unlisted(waysOfWire(planted)), ['GET /api/v1/planted'])
  })

  test('an answer that is not the one in the matrix', async () => {
    const visitor = callers[0]
    assert.ok(visitor)
    assert.equal(await knock(visitor, 'GET /my', {}), 'sign-in')
    assert.notEqual(await knock(visitor, 'GET /my', {}), 'open')
    assert.equal(outcomeOf(500, ''), 'broken: 500')
  })
})
