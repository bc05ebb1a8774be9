import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import {
  EditProfileInput,
  EmptyProfileInput,
  type Member,
  actorOf,
  createMember,
  editProfile,
  emptyProfile,
  loadProfile,
  memberByUsername,
  namesOf,
  ownAccount,
  peopleStores,
  visitor,
} from '#accounts/people'
import { newId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type TestHouse, openTestCtx } from '#test/house'

let t: TestHouse
let ada: Member
let grace: Member
before(async () => {
  t = await openTestCtx({ stores: peopleStores })
  const member = async (username: string): Promise<Member> => {
    const input = { username, email: `${username}@example.org`, password: 'seven quiet herons', verified: true }
    return actorOf(t.ctx, (await createMember(t.ctx, input)).personId, { kind: 'system' })
  }
  ada = await member('Ada')
  grace = await member('grace')
})
after(() => t.close())

const answerTo = async (asker: Member | typeof visitor, username: string): Promise<unknown> => {
  try {
    return await loadProfile(t.ctx, asker, username)
  } catch (error) {
    assert.ok(error instanceof Refusal)
    const { kind, code, status, message, fields } = error
    return { kind, code, status, message, fields }
  }
}
const texts = { displayName: 'Ada L.', about: 'Numbers and birds.' }

suite('a profile (promise: G-27)', () => {
  test('is closed until its owner opens it, and then answers like a name that nobody has', async () => {
    await editProfile(t.ctx, ada, EditProfileInput.parse(texts))
    const missing = await answerTo(visitor, 'nobody-at-all')
    assert.deepEqual(await answerTo(visitor, 'ada'), missing)
    assert.deepEqual(await answerTo(grace, 'ada'), missing)
    assert.deepEqual(await answerTo(visitor, "no'name\0 at all"), missing)
    assert.equal((missing as Refusal).status, 404)
  })

  test('is always seen by its owner', async () => {
    const own = { username: 'Ada', ...texts, isOwn: true, memberSince: '2026-01' }
    assert.deepEqual(await answerTo(ada, 'aDa'), own)
  })

  test('opened, shows what it says and nothing else', async () => {
    await editProfile(t.ctx, ada, EditProfileInput.parse({ ...texts, profilePublic: 'on' }))
    const open = { username: 'Ada', ...texts, isOwn: false, memberSince: '2026-01' }
    assert.deepEqual(await answerTo(visitor, 'ada'), open)
    assert.deepEqual(await answerTo(grace, 'ada'), open)
  })

  test('loses each optional text when it is emptied, and closes when the box is not ticked (promise: G-22)', async () => {
    await editProfile(t.ctx, ada, EditProfileInput.parse({ displayName: 'Ada L.', about: '', profilePublic: 'on' }))
    assert.deepEqual(await answerTo(visitor, 'ada'), {
      username: 'Ada',
      displayName: 'Ada L.',
      isOwn: false,
      memberSince: '2026-01',
    })
    await editProfile(t.ctx, ada, EditProfileInput.parse({ displayName: ' ', about: null }))
    const { displayName, about, profilePublic } = await ownAccount(t.ctx, ada)
    assert.deepEqual([displayName, about, profilePublic], [null, null, false])
  })

  for (const [field, left] of [
    ['displayName', [null, texts.about]],
    ['about', [texts.displayName, null]],
  ] as const) {
    test(`loses ${field} alone when that is deleted, and stays open (promise: G-22)`, async () => {
      await editProfile(t.ctx, ada, EditProfileInput.parse({ ...texts, profilePublic: 'on' }))
      await emptyProfile(t.ctx, ada, EmptyProfileInput.parse({ field }))
      const { displayName, about, profilePublic } = await ownAccount(t.ctx, ada)
      assert.deepEqual([displayName, about], left)
      assert.equal(profilePublic, true)
      const { rows } = await t.database.pool.query<{ line: string }>(
        'select row_to_json(x)::text as line from accounts_people x where id = $1',
        [ada.personId],
      )
      assert.ok(!rows[0]?.line.includes(texts[field]), 'it is in no column any more')
    })
  }

  test('cannot be emptied of what is not optional', () => {
    for (const field of ['username', 'profilePublic', 'email', '']) {
      assert.equal(EmptyProfileInput.safeParse({ field }).success, false, field)
    }
  })

  test('takes no text that hides or breaks what stands around it', () => {
    for (const displayName of ['a\nb', 'a\0b', '\u202egnp.exe', 'x'.repeat(61)]) {
      assert.equal(EditProfileInput.safeParse({ displayName, about: '' }).success, false, displayName)
    }
    const parsed = EditProfileInput.parse({ displayName: ' 👩‍🔬 Ада ', about: 'one\r\ntwo\n' })
    assert.deepEqual(parsed, { displayName: '👩‍🔬 Ада', about: 'one\ntwo', profilePublic: false })
    assert.equal(EditProfileInput.safeParse({ ...texts, about: 'a\u0007b' }).success, false)
    assert.equal(EditProfileInput.safeParse({ ...texts, username: 'other' }).success, false)
  })
})

suite('what was corrected (promise: G-89)', () => {
  const noted = async (): Promise<readonly string[]> =>
    (
      await t.ctx.db
        .selectFrom('accounts_corrections')
        .where('person_id', '=', grace.personId)
        .select(['what', 'by'])
        .orderBy('corrected_at')
        .orderBy('what')
        .execute()
    ).map(({ what, by }) => `${what} by ${by}`)

  test('is noted with its time and by whom, never from what to what; what stays the same is not', async () => {
    await t.ctx.db.deleteFrom('accounts_corrections').execute()
    await editProfile(t.ctx, grace, { displayName: 'Grace H.', about: 'Rear admiral', profilePublic: false })
    assert.deepEqual(await noted(), ['about by self', 'display-name by self'])
    t.clock.advanceMs(1000)
    await editProfile(t.ctx, grace, { displayName: 'Grace H.', about: 'Rear admiral', profilePublic: false })
    assert.equal((await noted()).length, 2, 'nothing changed')
    await emptyProfile(t.ctx, grace, { field: 'about' })
    assert.deepEqual(await noted(), ['about by self', 'display-name by self', 'about by self'])
    const rows = await t.ctx.db.selectFrom('accounts_corrections').selectAll().execute()
    assert.doesNotMatch(JSON.stringify(rows), /Grace H|admiral/)
  })
})

suite('names', () => {
  test('stand beside what people made; the display name only while the profile is open (promise: G-26)', async () => {
    await editProfile(t.ctx, ada, { ...texts, profilePublic: true })
    await editProfile(t.ctx, grace, { displayName: 'Grace H.', about: '', profilePublic: false })
    const names = await namesOf(t.ctx, [ada.personId, grace.personId, grace.personId, newId<'person'>(t.ctx)])
    assert.deepEqual(
      names,
      new Map([
        [ada.personId, { username: 'Ada', displayName: 'Ada L.', profilePublic: true }],
        [grace.personId, { username: 'grace', displayName: null, profilePublic: false }],
      ]),
    )
    assert.deepEqual(await namesOf(t.ctx, []), new Map())
  })

  test('are found whatever their case, and text that is no name is not looked for', async () => {
    assert.deepEqual(await memberByUsername(t.ctx, 'ADA'), { personId: ada.personId, username: 'Ada' })
    assert.equal(await memberByUsername(t.ctx, '\0'), null)
    await assert.rejects(actorOf(t.ctx, newId<'person'>(t.ctx), { kind: 'system' }), { code: 'member-not-found' })
  })
})
