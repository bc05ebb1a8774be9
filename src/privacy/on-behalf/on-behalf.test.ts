import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { type Member, type StaffRole, actorOf, createMember, peopleStores } from '#accounts/people'
import { grantRoles, rolesStores } from '#accounts/roles'
import type { Store } from '#declaration'
import { hourMs, minuteMs } from '#platform/clock'
import { inTransaction } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { auditStores } from '#privacy/audit'
import { consentStores, giveConsent, mayUse } from '#privacy/consent'
import { lookedAt, openRecord } from '#privacy/staff-access'
import { type TestHouse, openTestCtx } from '#test/house'
import {
  CorrectForMemberInput,
  askForCode,
  correctForMember,
  makeSupportCode,
  onBehalfHandlers,
  onBehalfStores,
} from './index.ts'

const stores: readonly Store[] = [...peopleStores, ...rolesStores, ...auditStores, ...consentStores, ...onBehalfStores]

let t: TestHouse
let support: Member
before(async () => {
  t = await openTestCtx({ stores })
  support = await person('helper', 'support')
})
after(() => t.close())

async function person(username: string, ...roles: readonly StaffRole[]): Promise<Member> {
  const input = { username, email: `${username}@example.org`, password: 'seven quiet herons', verified: true }
  const { personId } = await createMember(t.ctx, input)
  await grantRoles(t.ctx, { kind: 'system' }, { personId, roles })
  const via = { kind: 'session', sessionId: username as Id<'session'>, strong: true, provenAt: t.clock.now() } as const
  return actorOf(t.ctx, personId, via)
}
const shown = ({ personId }: Member): string => showId('person', personId)
const fresh = (member: Member): Member => ({
  ...member,
  via: { ...member.via, provenAt: t.clock.now() } as Member['via'],
})
const codeOf = async (member: Member): Promise<string> => (await makeSupportCode(t.ctx, fresh(member))).code
const textsOf = (member: Member) =>
  t.ctx.db
    .selectFrom('accounts_people')
    .where('id', '=', member.personId)
    .select(['username', 'display_name', 'about'])
    .executeTakeFirstOrThrow()

async function viewingOf(member: Member, staff = support): Promise<string> {
  const reason = 'They asked on the telephone.'
  return (await openRecord(t.ctx, stores, staff, { person: shown(member), kind: 'asked', reason })).viewing
}
async function correct(
  member: Member,
  change: Readonly<Record<string, string>>,
  { staff = support }: { readonly staff?: Member } = {},
): Promise<void> {
  const viewing = await viewingOf(member, staff)
  await correctForMember(t.ctx, staff, CorrectForMemberInput.parse({ person: shown(member), viewing, ...change }))
}
const kindsOf = async (member: Member): Promise<readonly string[]> =>
  (await lookedAt(t.ctx, member.personId)).looks.map(({ kind }) => kind)

suite('what support changes for somebody', () => {
  test('needs a code of theirs: without a right one nothing changes, and the try is told (promise: G-115)', async () => {
    const ada = await person('ada')
    const wrong = { code: 'proof-needed', status: 403 }
    await assert.rejects(correct(ada, { field: 'username', value: 'lovelace' }), wrong)
    await assert.rejects(correct(ada, { field: 'username', value: 'lovelace', code: '00000000' }), wrong)
    assert.equal((await textsOf(ada)).username, 'ada')
    assert.deepEqual(await kindsOf(ada), ['staff-edit-refused', 'staff-read', 'staff-edit-refused', 'staff-read'])

    const code = await codeOf(ada)
    assert.match(code, /^\d{8}$/)
    await correct(ada, { field: 'username', value: 'lovelace', code: `${code.slice(0, 4)} ${code.slice(4)}` })
    assert.equal((await textsOf(ada)).username, 'lovelace')
    assert.equal((await kindsOf(ada))[0], 'staff-edit')
    await t.runJobs(onBehalfHandlers)
    const letter = t.letters.find(({ to, kind }) => to === 'ada@example.org' && kind === 'privacy.changed-for-you')
    assert.match(letter?.text ?? '', /changed the user name.*\/privacy\/my-data\/access/s)
  })

  test('takes a code once, the newest, of that person, within 15 minutes', async () => {
    const [bob, eve] = [await person('bob'), await person('eve')]
    const wrong = { code: 'proof-needed' }
    const change = (code: string) => correct(bob, { field: 'username', value: 'robert', code })
    const first = await codeOf(bob)
    const second = await codeOf(bob)
    await assert.rejects(change(await codeOf(eve)), wrong)
    await assert.rejects(change(first), wrong)
    t.clock.advanceMs(15 * minuteMs)
    await assert.rejects(change(second), wrong)
    const third = await codeOf(bob)
    await change(third)
    await assert.rejects(correct(bob, { field: 'username', value: 'roberto', code: third }), wrong)
  })

  test('of two who use one code at once one is refused', async () => {
    const two = await person('twice')
    const viewing = await viewingOf(two)
    const code = await codeOf(two)
    const results = await Promise.allSettled(
      ['twice-a', 'twice-b'].map((value) =>
        correctForMember(t.ctx, support, { person: shown(two), viewing, code, field: 'username', value }),
      ),
    )
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  })

  test('cannot be guessed: after five tries even the right code must wait', async () => {
    const kay = await person('kay')
    const code = await codeOf(kay)
    for (let count = 0; count < 5; count++) {
      await assert.rejects(correct(kay, { field: 'username', value: 'kate', code: '11111111' }), {
        code: 'proof-needed',
      })
    }
    await assert.rejects(correct(kay, { field: 'username', value: 'kate', code }), { code: 'too-many-tries' })
    assert.equal((await textsOf(kay)).username, 'kay')
  })

  test('is for support alone, with the record open', async () => {
    const lee = await person('lee')
    const code = await codeOf(lee)
    const admin = await person('boss', 'admin')
    await assert.rejects(correct(lee, { field: 'username', value: 'leo', code }, { staff: admin }), {
      code: 'page-not-found',
    })
    const input = CorrectForMemberInput.parse({
      person: shown(lee),
      viewing: 'x.y',
      field: 'username',
      value: 'leo',
      code,
    })
    await assert.rejects(correctForMember(t.ctx, support, input), { code: 'reason-needed' })
    await assert.rejects(askForCode(t.ctx, admin, { person: shown(lee), viewing: '' }), { code: 'page-not-found' })
    await assert.rejects(askForCode(t.ctx, support, { person: shown(lee), viewing: '' }), { code: 'reason-needed' })
    await correct(lee, { field: 'username', value: 'leo', code })
  })

  test('is three fields and no more; a text only where the person says yes to having one', async () => {
    for (const field of ['email', 'password', 'status', 'profilePublic']) {
      const input = { person: 'x', viewing: 'x', code: 'x', field, value: 'x' }
      assert.equal(CorrectForMemberInput.safeParse(input).success, false, field)
    }
    const max = await person('max')
    // Another member of staff: the first has guessed often by now.
    const staff = await person('helper-2', 'support')
    const code = await codeOf(max)
    await assert.rejects(correct(max, { field: 'about', value: 'I paint.', code }, { staff }), {
      code: 'consent-needed',
    })
    await inTransaction(t.ctx, (tx) =>
      giveConsent(tx, { personId: max.personId, what: 'profile-texts', channel: 'settings' }),
    )
    await correct(max, { field: 'about', value: 'I paint.', code }, { staff })
    assert.equal((await textsOf(max)).about, 'I paint.', 'the code was not used up by what was refused')
    // Taking the last text away ends the yes to having one.
    await correct(max, { field: 'about', value: '', code: await codeOf(max) }, { staff })
    assert.equal((await textsOf(max)).about, null)
    assert.equal(await mayUse(t.ctx, max.personId, 'profile.fill'), false)
  })

  test('by mail: the code goes to the proven address, support never sees it, and the person reads that it was asked', async () => {
    const sue = await person('sue')
    const staff = await person('helper-3', 'support')
    const viewing = await viewingOf(sue, staff)
    assert.equal(await askForCode(t.ctx, staff, { person: shown(sue), viewing }), undefined)
    await t.runJobs(onBehalfHandlers)
    const letter = t.letters.find(({ to, kind }) => to === 'sue@example.org' && kind === 'privacy.support-code')
    const code = /^(\d{4} \d{4})$/m.exec(letter?.text ?? '')?.[1] ?? ''
    await correct(sue, { field: 'username', value: 'susan', code }, { staff })
    assert.equal((await textsOf(sue)).username, 'susan')
    assert.ok((await kindsOf(sue)).includes('staff-asked-proof'))
    for (let count = 0; count < 2; count++) await askForCode(t.ctx, staff, { person: shown(sue), viewing })
    await assert.rejects(askForCode(t.ctx, staff, { person: shown(sue), viewing }), { code: 'too-many-tries' })
  })

  test('a code is made only by who just proved who they are, a few an hour; only a keyed hash is kept', async () => {
    const tom = await person('tom')
    const code = await codeOf(tom)
    const row = await t.ctx.db
      .selectFrom('privacy_support_codes')
      .where('person_id', '=', tom.personId)
      .selectAll()
      .executeTakeFirstOrThrow()
    assert.equal(JSON.stringify(row).includes(code), false)
    const stale = { ...tom, via: { ...tom.via, provenAt: new Date(t.clock.now().getTime() - hourMs) } as Member['via'] }
    await assert.rejects(makeSupportCode(t.ctx, stale), { code: 'prove-again' })
    for (let count = 0; count < 4; count++) await codeOf(tom)
    await assert.rejects(codeOf(tom), { code: 'too-many-tries' })
  })
})
