import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { shownTo } from '#test/rights'
import { type Member, actorOf, createMember, peopleStores, visitor } from '#accounts/people'
import type { Refusal } from '#platform/refusal'
import { type TestHouse, openTestCtx } from '#test/house'
import {
  SavePreferencesInput,
  forgetPreferences,
  none,
  preferencesStores,
  readPreferences,
  savePreferences,
} from './index.ts'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: [...peopleStores, ...preferencesStores] })
})
after(() => t.close())

let count = 0
async function aMember(): Promise<Member> {
  const username = `reader${++count}`
  const { personId } = await createMember(t.ctx, {
    username,
    email: `${username}@example.org`,
    password: 'a lantern in the fog',
    verified: true,
  })
  return actorOf(t.ctx, personId, { kind: 'system' })
}

suite('what a member chose about how pages look', () => {
  test('nothing is kept until they choose; then it is kept until they take it back (promise: G-66)', async () => {
    const ada = await aMember()
    const rows = async (): Promise<number> =>
      (await shownTo(t.ctx, preferencesStores, ada.personId))[0]?.rows.length ?? 0
    assert.deepEqual(await readPreferences(t.ctx, ada), none)
    assert.equal(await rows(), 0)

    await savePreferences(t.ctx, ada, { theme: 'dark' })
    await savePreferences(t.ctx, ada, { ground: '#2b3fd1' })
    assert.deepEqual(await readPreferences(t.ctx, ada), { theme: 'dark', ground: '#2b3fd1' })
    assert.deepEqual(await readPreferences(t.ctx, await aMember()), none, 'of somebody else')

    await savePreferences(t.ctx, ada, { theme: 'auto' })
    assert.deepEqual(await readPreferences(t.ctx, ada), { theme: null, ground: '#2b3fd1' })
    await savePreferences(t.ctx, ada, { ground: 'paper' })
    assert.equal(await rows(), 0, 'the first settings need no row')

    await savePreferences(t.ctx, ada, { theme: 'light', ground: 'checker' })
    await forgetPreferences(t.ctx, ada)
    assert.equal(await rows(), 0)
  })

  test('a visitor has no preferences here, and cannot make any', async () => {
    assert.deepEqual(await readPreferences(t.ctx, visitor), none)
    await assert.rejects(savePreferences(t.ctx, visitor, { theme: 'dark' }), ({ code }: Refusal) => {
      return code === 'sign-in-needed'
    })
  })

  test('what is no theme and no ground is refused', () => {
    for (const wrong of [{ theme: 'blue' }, { ground: 'url(x)' }, { ground: '#12345' }, { other: 'x' }]) {
      assert.equal(SavePreferencesInput.safeParse(wrong).success, false, JSON.stringify(wrong))
    }
    assert.ok(SavePreferencesInput.safeParse({ theme: 'dark', ground: '#00ff00' }).success)
  })
})
