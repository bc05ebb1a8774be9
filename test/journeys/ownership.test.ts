import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type AskedField, allStores, collecting } from '#app'
import { type OrganisationKind, organisationKinds } from '#accounts/organisations'
import { type Member, actorOf, scopes } from '#accounts/people'
import { grantRoles } from '#accounts/roles'
import { beginSession } from '#accounts/sessions'
import { fieldsOfForm, storesOf } from '#declaration'
import { newId, showId } from '#platform/ids'
import { type Answer, type TestSite, openTestSite } from '#test/site'
import { waysOf } from '#test/ways'
import { fill } from '../long/crawl.fixtures.ts'
import { filling, fillingOf, isMultipart } from '../promises/forms.fixtures.ts'
import { type Places, furnished } from './ownership.fixtures.ts'

/*
 * Organisation × object × verb: every way whose address names an organisation, found and not listed, is asked by the
 * owner of another one. What is theirs has to answer like what does not exist.
 */

const siteRoutes = join(import.meta.dirname, '../../src/site/routes')
/** Words that stand in everything that is mine, and in everything that is theirs. */
const [mineMarker, theirsMarker] = ['quillfeather', 'brambleknot']

let site: TestSite
let ways: readonly string[]
let owner: Member
let reader: Member
const mine = new Map<OrganisationKind, Places>()
const theirs = new Map<OrganisationKind, Places>()

before(async () => {
  site = await openTestSite()
  const { ctx } = site.t
  ways = waysOf(site.server, siteRoutes).filter((way) => /\[organisation\]|:organisation\b/.test(way))
  owner = await site.member('ada')
  reader = await site.member('mary')
  const other = await site.member('grace')
  const made = await site.member('desk')
  await grantRoles(ctx, { kind: 'system' }, { personId: made.personId, roles: ['billing', 'support', 'moderator'] })
  const staff: Member = {
    ...(await actorOf(ctx, made.personId, { kind: 'system' })),
    via: { kind: 'session', sessionId: newId<'session'>(ctx), strong: true, provenAt: ctx.clock.now() },
  }
  for (const kind of organisationKinds) {
    mine.set(kind, await furnished(site.t, { owner, reader, staff }, kind, mineMarker))
    theirs.set(kind, await furnished(site.t, { owner: other, reader: other, staff }, kind, theirsMarker))
  }
})
after(() => site.close())

/** Names of things as they could be, of things that are not. */
const ofNothing = (places: Places): Places =>
  Object.fromEntries(
    Object.entries(places).map(([name, id]) => {
      const [kind] = id.split('_')
      const [, number] = showId('contact', newId<'contact'>(site.t.ctx)).split('_')
      return [name, `${kind}_${number}`]
    }),
  )

const partsOf = (way: string): readonly string[] =>
  [...way.matchAll(/\[\[?(\w+)|:(\w+)/g)].map(([, ofSite, ofWire]) => ofSite ?? ofWire ?? '')

const isOfApi = (way: string): boolean => way.includes(' /api/')

/** What the way takes, filled in. */
function bodyOf(way: string): { readonly body?: string; readonly type?: string } {
  if (/^(GET|HEAD|DELETE) /.test(way)) return {}
  if (isMultipart(way)) return { body: '--x--\r\n', type: 'multipart/form-data; boundary=x' }
  const form = collecting.ways[way]?.forms[0] ?? {}
  const values = (fieldsOfForm(form) as AskedField[]).map((name) => [name, { ...filling, ...fillingOf[way] }[name]])
  if (isOfApi(way)) return { body: JSON.stringify(Object.fromEntries(values)), type: 'application/json' }
  const sent = new URLSearchParams()
  for (const [name, value] of values) for (const one of [value].flat()) sent.append(String(name), String(one))
  return { body: sent.toString(), type: 'application/x-www-form-urlencoded' }
}

const keys = new Map<string, Readonly<Record<string, string>>>()
/** One key for each: nobody may have more than twenty. */
async function keyOf(actor: Member): Promise<Readonly<Record<string, string>>> {
  const key = keys.get(actor.personId) ?? (await site.keyOf(actor, ...scopes))
  keys.set(actor.personId, key)
  return key
}

async function asked(actor: Member, way: string, places: Places): Promise<Answer> {
  const { ctx } = site.t
  const [method = '', pattern = ''] = way.split(' ')
  const headers: Record<string, string> = { origin: ctx.config.origin.origin }
  if (isOfApi(way)) Object.assign(headers, await keyOf(actor))
  else {
    const { token } = await beginSession(ctx, actor.personId, undefined, ['password', 'code'])
    Object.assign(headers, { cookie: `__Host-session=${token}`, accept: 'text/html' })
  }
  const { body, type } = bodyOf(way)
  if (type) headers['content-type'] = type
  return site.fetch(fill(pattern, places), { method, headers, ...(body === undefined ? {} : { body }) })
}

/** What an answer says, without what is new in each. */
const gist = ({ status, headers, body }: Answer): string =>
  `${status} ${String(headers['location'] ?? '')} ${/"code":"([\w-]+)"/.exec(body)?.[1] ?? ''}`

/** A mark of every table of organisations, of what they have, and of what was asked of us. */
async function contents(): Promise<Readonly<Record<string, unknown>>> {
  const tables = storesOf(allStores, 'table')
    .map(({ name }) => name)
    .filter((name) => /^(ads|accounts_organisation|accounts_invitations|support)/.test(name))
  assert.ok(tables.length > 8)
  const marks: Record<string, unknown> = {}
  for (const name of tables) {
    const { rows } = await site.t.database.pool.query<{ mark: string }>(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as mark from ${name} t`,
    )
    marks[name] = rows[0]?.mark
  }
  return marks
}

describe('what belongs to an organisation', () => {
  test('is there for its owner (negative control)', async () => {
    const missing: string[] = []
    for (const way of ways.filter((one) => one.startsWith('GET'))) {
      const statuses = await Promise.all(
        [...mine.values()]
          .filter((places) => partsOf(way).every((part) => part in places))
          .map(async (places) => (await asked(owner, way, places)).status),
      )
      // What is only sent to says so.
      if (!statuses.some((status) => status < 400 || status === 405))
        missing.push(`${way}: ${statuses.join(', ') || 'no such thing'}`)
      if (statuses.some((status) => status >= 500)) missing.push(`${way}: ${statuses.join(', ')}`)
    }
    assert.deepEqual(missing, [], 'let `furnished` make what these ways lead to')
  })

  test('answers everybody else like what does not exist, whatever they do, and stays as it is', async () => {
    const before = await contents()
    const leaks: string[] = []
    for (const way of ways) {
      for (const kind of organisationKinds) {
        const [own, foreign] = [mine.get(kind) ?? {}, theirs.get(kind) ?? {}]
        if (!partsOf(way).every((part) => part in foreign)) continue
        const nothing = ofNothing(foreign)
        const ownOrganisation = { organisation: own['organisation'] ?? '' }
        const tries: readonly (readonly [string, Places, Places])[] = [
          ['theirs', foreign, nothing],
          ['mine below theirs', { ...own, organisation: foreign['organisation'] ?? '' }, nothing],
          ...(partsOf(way).length > 1
            ? ([['theirs below mine', { ...foreign, ...ownOrganisation }, { ...nothing, ...ownOrganisation }]] as const)
            : []),
        ]
        for (const [what, places, instead] of tries) {
          const [got, wanted] = [await asked(owner, way, places), await asked(owner, way, instead)]
          if (got.status >= 500 || wanted.status >= 500) leaks.push(`${way} of ${kind}, ${what}: ${got.status}`)
          else if (gist(got) !== gist(wanted))
            leaks.push(`${way} of ${kind}, ${what}: ${gist(got)}, not ${gist(wanted)}`)
          if (got.body.includes(theirsMarker)) leaks.push(`${way} of ${kind}, ${what}: says what is theirs`)
        }
      }
    }
    assert.deepEqual(leaks, [])
    assert.deepEqual(await contents(), before)
  })

  test('is changed by nobody who only reads for it', async () => {
    const before = await contents()
    const broken: string[] = []
    for (const way of ways.filter((one) => !/^(GET|HEAD) /.test(one) && !mayAnyRole.has(one))) {
      for (const places of mine.values()) {
        if (!partsOf(way).every((part) => part in places)) continue
        const { status } = await asked(reader, way, places)
        if (status >= 500) broken.push(`${way}: ${status}`)
        assert.deepEqual(await contents(), before, way)
      }
    }
    assert.deepEqual(broken, [])
  })
})

/** What whoever acts for an organisation may do, whatever their role. */
const mayAnyRole: ReadonlySet<string> = new Set(['POST /console/[organisation]/people?/leave'])
