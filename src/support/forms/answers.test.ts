import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, peopleStores, visitor } from '#accounts/people'
import { rolesStores } from '#accounts/roles'
import { dayMs } from '#platform/clock'
import { readId } from '#platform/ids'
import { auditStores } from '#privacy/audit'
import {
  AnswersInput,
  type Choice,
  EraseAnswerInput,
  answersStores,
  countAnswers,
  questions,
  wordingNow,
} from '#support/answers'
import { inboxHolder, inboxStores, silentDaysMax } from '#support/inbox'
import { type TestHouse, openTestCtx, rowCounts } from '#test/house'
import { erase, expireRows, shownTo } from '#test/rights'
import {
  SubmitInquiryInput,
  answerByLink,
  answersByLink,
  eraseAnswerByLink,
  formStores,
  objectByLink,
  submitInquiry,
  withdrawInquiry,
} from './index.ts'
import { anInquiry } from './inquiry.fixtures.ts'

const stores = [...peopleStores, ...rolesStores, ...auditStores, ...inboxStores, ...answersStores, ...formStores]
const parts = { stores, holders: [inboxHolder] }
const admin = {
  kind: 'member',
  status: 'active',
  roles: new Set(['admin']),
  via: { kind: 'session', strong: true },
} as unknown as Actor

const everything = AnswersInput.parse({ age: '25-34', gender: 'woman', likes: ['art', 'nature', 'art'] })
const nothing = AnswersInput.parse({})

let count = 0
interface Asked {
  readonly id: string
  readonly token: string
}

/** Asks for a call, so that the link comes with the receipt. */
async function ask(t: TestHouse, answers?: AnswersInput): Promise<Asked> {
  const call = { channel: 'telephone', telephone: '+49 30 1234567' }
  const input = SubmitInquiryInput.parse({ ...anInquiry, ...call, email: `asks${++count}@example.org` })
  const { receipt, link } = await submitInquiry(t.ctx, input, undefined, answers)
  return {
    id: readId('thread', receipt) ?? assert.fail('a number'),
    token: link?.split('/').at(-1) ?? assert.fail('a link'),
  }
}

describe('the questions about oneself, where they are asked', () => {
  let t: TestHouse
  before(async () => {
    t = await openTestCtx({ stores, roles: true, environment: { INQUIRY_QUESTIONS: '1' } })
  })
  after(() => t.close())
  const shown = async (token: string) => (await answersByLink(t.ctx, token)).answers
  const counted = async (choice: Choice): Promise<number | null | undefined> =>
    (await countAnswers(t.ctx, admin)).flatMap(({ choices }) => choices).find((one) => one.choice === choice)?.atLeast

  test('need no answer; each answer is a row with the ground, the words and the time of its yes (promise: S-11)', async () => {
    const silent = await ask(t)
    assert.deepEqual(await shown(silent.token), { age: null, gender: null, likes: [] })
    const { id, token } = await ask(t, everything)
    assert.deepEqual(await shown(token), { age: '25-34', gender: 'woman', likes: ['art', 'nature'] })
    const { rows } = await t.database.pool.query(
      'select distinct basis, wording_version, answered_at from support_answers where thread_id = $1',
      [id],
    )
    assert.deepEqual(rows, [{ basis: 'consent', wording_version: wordingNow.version, answered_at: t.clock.now() }])
  })

  test('take nothing but a choice of theirs, in the form and in the database (promise: S-09)', async () => {
    for (const wrong of [{ age: '29' }, { gender: 'a word of my own' }, { likes: ['guns'] }, { wording: 99 }]) {
      assert.equal(AnswersInput.safeParse(wrong).success, false, JSON.stringify(wrong))
    }
    const { id } = await ask(t)
    const insert = (question: string, choice: string, basis = 'consent') =>
      t.database.pool.query(
        'insert into support_answers (thread_id, question, choice, basis, wording_version, answered_at) values ($1, $2, $3, $4, 1, now())',
        [id, question, choice, basis],
      )
    for (const [question, choice, basis] of [
      ['age', '29'],
      ['gender', 'my own'],
      ['income', 'high'],
      ['age', 'art'],
      ['age', '25-34', 'contract'],
    ] as const) {
      await assert.rejects(insert(question, choice, basis), { code: '23514' }, `${question} ${choice}`)
    }
    // The database knows every choice that the form has.
    for (const [question, choices] of Object.entries(questions)) {
      for (const choice of choices) {
        await insert(question, choice)
        await t.database.pool.query('delete from support_answers where choice = $1', [choice])
      }
    }
    await insert('age', '25-34')
    await assert.rejects(insert('age', '35-44'), { code: '23505' }, 'one band')
  })

  test('are changed, and erased each alone; what stays keeps the time of its yes (promise: S-10)', async () => {
    const { id, token } = await ask(t, everything)
    const first = t.clock.now()
    t.clock.advanceMs(dayMs)
    await answerByLink(t.ctx, token, AnswersInput.parse({ age: '35-44', gender: 'woman', likes: ['nature', 'food'] }))
    assert.deepEqual(await shown(token), { age: '35-44', gender: 'woman', likes: ['nature', 'food'] })
    const { given } = await answersByLink(t.ctx, token)
    assert.deepEqual(
      given.map(({ choice, at }) => [choice, at.getTime() === first.getTime()]),
      [
        ['35-44', false],
        ['woman', true],
        ['nature', true],
        ['food', false],
      ],
    )
    const other = await ask(t, everything)
    await eraseAnswerByLink(t.ctx, token, EraseAnswerInput.parse({ choice: 'nature' }))
    assert.deepEqual(await shown(token), { age: '35-44', gender: 'woman', likes: ['food'] })
    assert.deepEqual((await shown(other.token)).likes, ['art', 'nature'], 'of others nothing goes')
    await answerByLink(t.ctx, token, nothing)
    assert.deepEqual((await answersByLink(t.ctx, token)).given, [])
    const held = await shownTo(t.ctx, stores, id)
    assert.deepEqual(held.find(({ store }) => store === 'support_answers')?.rows ?? [], [])
  })

  test('can be read by nothing that chooses ads, and not by the statistics (promise: S-09)', async () => {
    for (const table of ['support_answers', 'support_objections', 'support_threads']) {
      for (const column of ['thread_id', 'question', 'choice', '*']) {
        if (table !== 'support_answers' && column !== '*') continue
        const query = sql`select ${sql.raw(column)} from ${sql.table(table)}`
        await assert.rejects(query.execute(t.ctx.dbAs('ads')), { code: '42501' }, `${table}.${column}`)
        await assert.rejects(query.execute(t.ctx.dbAs('statistics')), { code: '42501' }, `${table}.${column}`)
        await query.execute(t.ctx.db)
      }
    }
  })

  test('are read as sums of ten and more, in tens, by admins alone', async () => {
    await assert.rejects(countAnswers(t.ctx, visitor), { name: 'Refusal' })
    const likes = AnswersInput.parse({ likes: ['sport'] })
    for (let at = 0; at < 9; at++) await ask(t, likes)
    assert.equal(await counted('sport'), null)
    await ask(t, likes)
    assert.equal(await counted('sport'), 10)
    for (let at = 0; at < 9; at++) await ask(t, likes)
    assert.equal(await counted('sport'), 10, 'one more or less is seldom seen')
    await ask(t, likes)
    assert.equal(await counted('sport'), 20)
  })

  test('of whoever objects are in no sum from that moment, what is there already neither, until they take it back (promise: S-11)', async () => {
    const likes = AnswersInput.parse({ likes: ['history'] })
    const asked: Asked[] = []
    for (let at = 0; at < 10; at++) asked.push(await ask(t, likes))
    const { token, id } = asked[0] ?? assert.fail('somebody')
    assert.equal(await counted('history'), 10, 'the negative control')
    const since = t.clock.now()
    await objectByLink(t.ctx, token, true)
    t.clock.advanceMs(dayMs)
    await objectByLink(t.ctx, token, true)
    assert.equal(await counted('history'), null)
    const own = await answersByLink(t.ctx, token)
    assert.deepEqual([own.answers.likes, own.objectedAt], [['history'], since], 'it is theirs all the same')
    await assert.rejects(answerByLink(t.ctx, token, everything), { code: 'answers-objected' })
    await eraseAnswerByLink(t.ctx, asked[1]?.token ?? '', { choice: 'history' })
    await answerByLink(t.ctx, asked[1]?.token ?? '', likes)
    await objectByLink(t.ctx, token, false)
    assert.equal((await answersByLink(t.ctx, token)).objectedAt, null)
    assert.equal(await counted('history'), 10)
    assert.equal(
      (await shownTo(t.ctx, stores, id)).find(({ store }) => store === 'support_objections')?.rows.length ?? 0,
      0,
    )
  })

  test('go with the inquiry, with the objection, and by themselves when its time is over', async () => {
    const left = async (): Promise<readonly (number | undefined)[]> => {
      const counts = await rowCounts(t)
      return ['public.support_answers', 'public.support_objections'].map((table) => counts[table])
    }
    const before = await left()
    const gone = [await ask(t, everything), await ask(t, everything), await ask(t, everything)]
    for (const { token } of gone) await objectByLink(t.ctx, token, true)
    assert.notDeepEqual(await left(), before)
    await withdrawInquiry(t.ctx, parts, gone[0]?.token ?? '')
    await erase(t.ctx, stores, gone[1]?.id ?? '', [inboxHolder])
    await assert.rejects(objectByLink(t.ctx, gone[0]?.token ?? '', true), { code: 'thread-not-found' })
    await assert.rejects(answerByLink(t.ctx, gone[1]?.token ?? '', everything), { code: 'thread-not-found' })
    await t.database.pool.query('update support_threads set last_at = $1 where id = $2', [
      new Date(t.clock.now().getTime() - silentDaysMax * dayMs),
      gone[2]?.id,
    ])
    await expireRows(t.ctx, stores, [inboxHolder])
    assert.deepEqual(await left(), before)
  })
})

describe('the questions about oneself, where the operator did not switch them on', () => {
  let t: TestHouse
  before(async () => {
    t = await openTestCtx({ stores })
  })
  after(() => t.close())

  test('are not asked, and whatever is sent all the same is not kept; who objects is heard (promise: S-09)', async () => {
    const { token } = await ask(t, everything)
    await assert.rejects(answerByLink(t.ctx, token, everything), { code: 'answers-not-asked' })
    const own = await answersByLink(t.ctx, token)
    assert.deepEqual([own.areAsked, own.given], [false, []])
    await objectByLink(t.ctx, token, true)
    assert.deepEqual((await answersByLink(t.ctx, token)).objectedAt, t.clock.now())
  })
})
