import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type Actor, type Member, actorOf, createMember, peopleStores, visitor } from '#accounts/people'
import { type StaffRole, rolesStores } from '#accounts/roles'
import { minuteMs } from '#platform/clock'
import { inTransaction } from '#platform/context'
import { readId, showId } from '#platform/ids'
import { auditStores } from '#privacy/audit'
import { type TestHouse, dump, formsOf, openTestCtx } from '#test/house'
import { erase, shownTo } from '#test/rights'
import {
  AnswerInput,
  CompleteTaskInput,
  type Inquirer,
  ListThreadsInput,
  assignThread,
  closeThread,
  completeTask,
  correctThread,
  getThread,
  inboxHandlers,
  inboxStores,
  listThreads,
  meanwhileOf,
  noteInThread,
  openThread,
  reopenThread,
  saveDraft,
  sendAnswer,
  writeToThread,
} from './index.ts'

const stores = [...peopleStores, ...rolesStores, ...auditStores, ...inboxStores]

let t: TestHouse
let [staff, second]: Member[] = []
let count = 0
before(async () => {
  t = await openTestCtx({ stores })
  staff = await aMember('helper', ['support'])
  second = await aMember('second', ['support'])
})
beforeEach(() => t.clock.advanceMs(minuteMs))
after(() => t.close())

const ofStaff = (): Member => staff ?? assert.fail()
const other = (): Member => second ?? assert.fail()
async function aMember(username: string, roles: readonly StaffRole[] = []): Promise<Member> {
  const input = { username, email: `${username}@example.org`, password: 'seven quiet herons', verified: true, roles }
  return actorOf(t.ctx, (await createMember(t.ctx, input)).personId, { kind: 'system' })
}

async function aThread(more: Partial<Inquirer> = {}, message = 'A question'): Promise<string> {
  const inquirer: Inquirer = {
    name: 'Ada',
    email: `ada${count++}@example.org`,
    telephone: null,
    site: null,
    interests: ['publisher'],
    vertical: null,
    channel: 'email',
    ...more,
  }
  return showId('thread', (await inTransaction(t.ctx, (tx) => openThread(tx, inquirer, { message }))).id)
}
const byCall = { channel: 'telephone', telephone: '+49 30 1234567' } as const
const look = (id: string) => getThread(t.ctx, ofStaff(), id)
const versionOf = async (id: string): Promise<number> => (await look(id)).thread.version
const answer = (id: string, version: number, text = 'An answer', topic = 'publisher'): AnswerInput =>
  AnswerInput.parse({ id, version, topic, text })
const list = (more: object = {}) => listThreads(t.ctx, ofStaff(), ListThreadsInput.parse(more))
const idOf = (shown: string) => readId('thread', shown) ?? assert.fail()
const lettersTo = (address: string) => t.letters.filter(({ to }) => to === address)

describe('an answer', () => {
  test('goes by letter to whoever chose it, with the way to write back, once, and no call is made (promise: S-54)', async () => {
    const email = 'by-letter@example.org'
    const id = await aThread({ email })
    await sendAnswer(t.ctx, ofStaff(), answer(id, 1, 'First line\n\nSecond line'))
    await t.runJobs(inboxHandlers)
    await t.runJobs(inboxHandlers)
    const [letter, ...more] = lettersTo(email)
    assert.deepEqual(more, [])
    assert.match(letter?.text ?? '', /^Hello Ada,\n\nFirst line\n\nSecond line\n\n[^]*\/inquiry\/[\w-]+\n/)
    const { thread, tasks, messages } = await look(id)
    assert.deepEqual([thread.state, tasks], ['answered', []])
    assert.ok(messages.at(-1)?.sentAt)
  })

  test('is a call to make to whoever chose that, and no letter leaves (promise: S-54)', async () => {
    const email = 'by-call@example.org'
    const id = await aThread({ email, ...byCall })
    await sendAnswer(t.ctx, ofStaff(), answer(id, 1, 'To say'))
    await t.runJobs(inboxHandlers)
    assert.deepEqual(lettersTo(email), [])
    const { thread, tasks } = await look(id)
    assert.equal(thread.state, 'waiting')
    assert.deepEqual(
      tasks.map(({ text, doneAt }) => [text, doneAt]),
      [['To say', null]],
    )
  })

  test('about a service that was not asked about is refused, and nothing changes (promise: S-20)', async () => {
    const email = 'topic@example.org'
    const id = await aThread({ email, interests: ['publisher', 'library'] })
    const before = await dump(t)
    for (const act of [sendAnswer, saveDraft]) {
      await assert.rejects(act(t.ctx, ofStaff(), answer(id, 1, 'Buy ads!', 'advertiser')), { code: 'topic-not-asked' })
    }
    assert.equal(await dump(t), before)
    await t.runJobs(inboxHandlers)
    assert.deepEqual(lettersTo(email), [])
    await sendAnswer(t.ctx, ofStaff(), answer(id, 1, 'Pictures', 'library'))
    await t.runJobs(inboxHandlers)
    assert.equal(lettersTo(email).length, 1, 'the negative control')
  })

  test('does not leave where the service was taken back, or another way chosen, while it waited (promises: S-20, S-54)', async () => {
    for (const change of [{ interests: ['library'] as const }, byCall]) {
      const email = `late${count++}@example.org`
      const id = await aThread({ email })
      await sendAnswer(t.ctx, ofStaff(), answer(id, 1))
      const { thread } = await look(id)
      await inTransaction(t.ctx, (tx) => correctThread(tx, idOf(id), { ...thread, ...change }))
      await t.runJobs(inboxHandlers)
      assert.deepEqual(lettersTo(email), [])
      const after = await look(id)
      assert.ok(after.messages.at(-1)?.stoppedAt)
      assert.deepEqual([after.thread.state, after.steps.at(-1)?.what], ['open', 'stopped'])
    }
  })

  test('of two at once goes out once; the other is told what was written', async () => {
    const email = 'at-once@example.org'
    const id = await aThread({ email })
    const outcomes = await Promise.allSettled([
      sendAnswer(t.ctx, ofStaff(), answer(id, 1, 'From the first')),
      sendAnswer(t.ctx, other(), answer(id, 1, 'From the second')),
    ])
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const refused = outcomes.find((one) => one.status === 'rejected')?.reason as unknown
    assert.match(JSON.stringify(refused), /thread-changed-meanwhile/)
    const { messages } = await look(id)
    const sent = messages.filter(({ kind }) => kind === 'answer')
    assert.equal(sent.length, 1)
    assert.deepEqual(
      meanwhileOf(refused).map(({ text, by }) => [text, by]),
      sent.map(({ text, by }) => [text, by]),
    )
    assert.doesNotMatch(JSON.stringify(refused), /From the/, 'nothing of it is in the error itself')
    await t.runJobs(inboxHandlers)
    assert.equal(lettersTo(email).length, 1)
  })

  test('is refused where whoever asked has written meanwhile', async () => {
    const id = await aThread()
    await inTransaction(t.ctx, (tx) => writeToThread(tx, idOf(id), 'Never mind'))
    const sending = sendAnswer(t.ctx, ofStaff(), answer(id, 1))
    await assert.rejects(sending, (error) => {
      assert.deepEqual(
        meanwhileOf(error).map(({ text }) => text),
        ['Never mind'],
      )
      return true
    })
  })

  test('is prepared for each service that was asked about, by the sector (promise: S-22)', async () => {
    const travel = await look(await aThread({ interests: ['publisher', 'library'], vertical: 'travel' }))
    const fashion = await look(await aThread({ interests: ['publisher'], vertical: 'fashion' }))
    assert.deepEqual(
      travel.prepared.map(({ topic }) => topic),
      ['publisher', 'library'],
    )
    assert.match(travel.prepared[0]?.text ?? '', /wide views of places/)
    assert.notEqual(travel.prepared[0]?.text, fashion.prepared[0]?.text)
  })

  test('begins as a draft that goes to nobody, and is one of a thread', async () => {
    const email = 'draft@example.org'
    const id = await aThread({ email })
    await saveDraft(t.ctx, ofStaff(), answer(id, 1, 'One'))
    await saveDraft(t.ctx, other(), answer(id, 2, 'Two'))
    const { draft, messages } = await look(id)
    assert.deepEqual([draft?.text, draft?.by], ['Two', 'second'])
    assert.ok(messages.every(({ isDraft }) => !isDraft))
    await t.runJobs(inboxHandlers)
    assert.deepEqual(lettersTo(email), [])
    await sendAnswer(t.ctx, ofStaff(), answer(id, 3, 'Three'))
    assert.equal((await look(id)).draft, null)
  })
})

describe('a call', () => {
  test('that reached somebody is done once, with who and what came of it', async () => {
    const id = await aThread(byCall)
    await sendAnswer(t.ctx, ofStaff(), answer(id, 1))
    const [task] = (await look(id)).tasks
    const input = CompleteTaskInput.parse({ id, version: 2, task: task?.id, reached: 'yes', outcome: 'Glad' })
    await completeTask(t.ctx, other(), input)
    const { thread, tasks } = await look(id)
    assert.deepEqual([thread.state, tasks[0]?.outcome, tasks[0]?.doneBy], ['answered', 'Glad', 'second'])
    await assert.rejects(completeTask(t.ctx, ofStaff(), { ...input, version: 3 }), { code: 'task-done' })
  })

  test('that reached nobody is made again', async () => {
    const id = await aThread(byCall)
    await sendAnswer(t.ctx, ofStaff(), answer(id, 1))
    const [task] = (await look(id)).tasks
    await completeTask(t.ctx, ofStaff(), CompleteTaskInput.parse({ id, version: 2, task: task?.id, reached: 'no' }))
    const { thread, tasks } = await look(id)
    assert.deepEqual([thread.state, ...tasks.map(({ reached }) => reached)], ['waiting', false, null])
  })

  test('of another thread is not found', async () => {
    const [one, two] = [await aThread(byCall), await aThread(byCall)]
    await sendAnswer(t.ctx, ofStaff(), answer(one, 1))
    const [task] = (await look(one)).tasks
    const input = CompleteTaskInput.parse({ id: two, version: 1, task: task?.id, reached: 'yes' })
    await assert.rejects(completeTask(t.ctx, ofStaff(), input), { code: 'task-not-found' })
  })
})

describe('the list', () => {
  test('has whoever has waited longest first, page by page, and nobody twice', async () => {
    const made: string[] = []
    for (let at = 0; at < 5; at++) {
      t.clock.advanceMs(minuteMs)
      made.push(await aThread({ interests: ['network'] }))
    }
    const [first = '', , third = ''] = made
    await sendAnswer(t.ctx, ofStaff(), answer(third, 1, 'Done', 'network'))
    t.clock.advanceMs(minuteMs)
    await inTransaction(t.ctx, (tx) => writeToThread(tx, idOf(first), 'Still waiting'))
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await list({ interest: 'network', limit: 2, cursor })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    assert.deepEqual(
      seen,
      made.filter((id) => id !== third),
    )
    await assert.rejects(list({ cursor: 'no' }), { code: 'cursor-not-understood' })
  })

  test('finds an address however it is written, by state, service and whose it is', async () => {
    const id = await aThread({ email: 'Find.Me@example.org', interests: ['advertiser'] })
    assert.deepEqual(
      (await list({ address: ' find.me@EXAMPLE.org ' })).items.map((one) => one.id),
      [id],
    )
    assert.deepEqual((await list({ address: 'find' })).items, [], 'a part of an address finds nothing')
    await assignThread(t.ctx, ofStaff(), { id, version: 1, assignee: 'second' })
    const mine = await listThreads(t.ctx, other(), ListThreadsInput.parse({ assigned: 'me' }))
    assert.deepEqual(
      mine.items.map((one) => [one.id, one.assignedTo, one.state]),
      [[id, 'second', 'open']],
    )
    assert.deepEqual((await list({ interest: 'advertiser', assigned: 'nobody' })).items, [])
    assert.deepEqual((await list({ interest: 'advertiser', state: 'closed' })).items, [])
  })
})

describe('a thread', () => {
  test('that is closed is not answered before it is opened again, and drops what was not sent', async () => {
    const id = await aThread(byCall)
    await sendAnswer(t.ctx, ofStaff(), answer(id, 1))
    await saveDraft(t.ctx, ofStaff(), answer(id, 2))
    await closeThread(t.ctx, ofStaff(), { id, version: 3 })
    const { thread, tasks, draft } = await look(id)
    assert.deepEqual([thread.state, tasks, draft], ['closed', [], null])
    await assert.rejects(sendAnswer(t.ctx, ofStaff(), answer(id, 4)), { code: 'thread-closed' })
    await assert.rejects(closeThread(t.ctx, ofStaff(), { id, version: 4 }), { code: 'thread-closed-already' })
    await reopenThread(t.ctx, ofStaff(), { id, version: 4 })
    assert.equal((await look(id)).thread.closedAt, null)
    await assert.rejects(reopenThread(t.ctx, ofStaff(), { id, version: 5 }), { code: 'thread-not-closed' })
  })

  test('is given only to somebody who works in the inbox', async () => {
    await aMember('outsider', ['billing'])
    const id = await aThread()
    for (const assignee of ['outsider', 'nobody-of-this-name']) {
      await assert.rejects(assignThread(t.ctx, ofStaff(), { id, version: 1, assignee }), { code: 'not-in-the-inbox' })
    }
    assert.equal(await versionOf(id), 1)
  })

  test('is open to support alone; for everybody else there is nothing here', async () => {
    const id = await aThread()
    const actors: Actor[] = [visitor, await aMember('plain'), await aMember('boss', ['admin', 'billing', 'security'])]
    const at = { id, version: 1 }
    for (const actor of actors) {
      for (const act of [
        () => listThreads(t.ctx, actor, ListThreadsInput.parse({})),
        () => getThread(t.ctx, actor, id),
        () => assignThread(t.ctx, actor, { ...at, assignee: '' }),
        () => saveDraft(t.ctx, actor, answer(id, 1)),
        () => sendAnswer(t.ctx, actor, answer(id, 1)),
        () => completeTask(t.ctx, actor, CompleteTaskInput.parse({ ...at, task: 'x', reached: 'yes' })),
        () => noteInThread(t.ctx, actor, { ...at, note: 'Note' }),
        () => closeThread(t.ctx, actor, at),
        () => reopenThread(t.ctx, actor, at),
      ]) {
        await assert.rejects(act, { code: 'page-not-found' })
      }
    }
    assert.equal(await versionOf(id), 1)
  })

  test('that is not there answers like one that never was', async () => {
    for (const id of ['thr_00000000000000000000000000', 'thr_x', 'img_00000000000000000000000000', '']) {
      await assert.rejects(getThread(t.ctx, ofStaff(), id), { code: 'thread-not-found' })
    }
  })

  test('holds who asked and what was said sealed, and leaves nothing when they are erased', async () => {
    const id = await aThread(
      {
        name: 'Qzname',
        email: 'qzmail@example.org',
        ...byCall,
        telephone: '+49 999 8887776',
        site: 'https://qzsite.example',
      },
      'qzquestion',
    )
    await noteInThread(t.ctx, ofStaff(), { id, version: 1, note: 'qznote' })
    await assignThread(t.ctx, ofStaff(), { id, version: 2, assignee: 'helper' })
    await sendAnswer(t.ctx, ofStaff(), answer(id, 3, 'qzanswer'))
    const [task] = (await look(id)).tasks
    await completeTask(
      t.ctx,
      ofStaff(),
      CompleteTaskInput.parse({ id, version: 4, task: task?.id, reached: 'no', outcome: 'qzoutcome' }),
    )
    const markers = ['Qzname', 'qzmail', '8887776', 'qzsite', 'qzquestion', 'qznote', 'qzanswer', 'qzoutcome']
    const before = await dump(t)
    for (const marker of markers) for (const form of formsOf(marker)) assert.ok(!before.includes(form), form)
    const shown = JSON.stringify(await shownTo(t.ctx, stores, idOf(id)))
    for (const marker of markers) assert.ok(shown.includes(marker), `they see ${marker} of theirs`)
    assert.ok(before.includes(idOf(id)), 'the negative control')
    assert.deepEqual((await erase(t.ctx, stores, idOf(id))).map(({ table }) => table).sort(), [
      'support_messages',
      'support_tasks',
      'support_threads',
    ])
    // What waits in the queue is the inbox's own to take: `withdrawInquiry` of the forms shows it.
    assert.ok(!(await dump(t)).includes(idOf(id)))
  })

  test('outlives the member of staff who answered it, without their number', async () => {
    const leaver = await aMember('leaver', ['support'])
    const id = await aThread()
    await assignThread(t.ctx, leaver, { id, version: 1, assignee: 'leaver' })
    await sendAnswer(t.ctx, leaver, answer(id, 2))
    assert.equal((await look(id)).thread.assignedTo, 'leaver')
    await erase(t.ctx, stores, leaver.personId)
    const { thread, messages, steps } = await look(id)
    assert.deepEqual([thread.assignedTo, messages.at(-1)?.by, steps.length], [null, null, 3])
    assert.ok(!(await dump(t)).includes(leaver.personId))
  })
})
