import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Member, actorOf, createMember, peopleStores } from '#accounts/people'
import { rolesStores } from '#accounts/roles'
import { dayMs, minuteMs } from '#platform/clock'
import { auditStores } from '#privacy/audit'
import { notedErasures } from '#privacy/erasure'
import {
  ListThreadsInput,
  closedDaysMax,
  closeThread,
  getThread,
  inboxHandlers,
  inboxHolder,
  inboxStores,
  listThreads,
  sendAnswer,
  silentDaysMax,
} from '#support/inbox'
import { type TestHouse, dump, formsOf, openTestCtx, rowCounts } from '#test/house'
import { expireRows, shownTo } from '#test/rights'
import { readId } from '#platform/ids'
import {
  CorrectInquiryInput,
  type InquiryReceipt,
  SubmitInquiryInput,
  correctInquiry,
  formHandlers,
  formStores,
  inquiryByLink,
  submitInquiry,
  withdrawInquiry,
  writeByLink,
} from './index.ts'
import { anInquiry } from './inquiry.fixtures.ts'

const stores = [...peopleStores, ...rolesStores, ...auditStores, ...inboxStores, ...formStores]
const parts = { stores, holders: [inboxHolder] }
const handlers = [...inboxHandlers, ...formHandlers]

let t: TestHouse
let staff: Member
before(async () => {
  t = await openTestCtx({ stores })
  const made = { username: 'helper', email: 'helper@example.org', password: 'seven quiet herons', verified: true }
  const { personId } = await createMember(t.ctx, { ...made, roles: ['support'] })
  staff = await actorOf(t.ctx, personId, { kind: 'system' })
})
after(() => t.close())

const asked = (more: object = {}): SubmitInquiryInput => SubmitInquiryInput.parse({ ...anInquiry, ...more })
const submit = (more: object = {}): Promise<InquiryReceipt> => submitInquiry(t.ctx, asked(more))
const everything = () => listThreads(t.ctx, staff, ListThreadsInput.parse({ state: 'all', limit: 100 }))
const lettersTo = (address: string) => t.letters.filter(({ to }) => to === address)

/** The last part of the link in the newest letter to an address. */
async function tokenTo(address: string): Promise<string> {
  await t.runJobs(handlers)
  return /\/inquiry\/([\w-]+)/.exec(lettersTo(address).at(-1)?.text ?? '')?.[1] ?? assert.fail('a link')
}

describe('the form for inquiries', () => {
  test('needs a name and an e-mail address, and nothing else (promise: S-19)', () => {
    assert.deepEqual(SubmitInquiryInput.parse({ name: 'Ada', email: 'ada@EXAMPLE.org' }), {
      name: 'Ada',
      email: 'ada@example.org',
      interests: ['publisher'],
      site: null,
      vertical: null,
      channel: 'email',
      telephone: null,
      message: '',
    })
    for (const field of ['name', 'email'] as const) {
      const found = SubmitInquiryInput.safeParse({ ...anInquiry, [field]: '' })
      assert.deepEqual(
        found.error?.issues.map(({ path }) => path[0]),
        [field],
      )
    }
  })

  test('drops what it does not ask for, and none of it is stored (promise: S-19)', async () => {
    const more = { age: 'QXAGE 41', password: 'QXPASS', state: 'closed', version: 7, id: 'QXID' }
    const { receipt } = await submit({ email: 'extra@example.org', ...more })
    const { thread } = await getThread(t.ctx, staff, receipt)
    assert.deepEqual([thread.state, thread.version], ['new', 1])
    const kept = await dump(t)
    for (const marker of ['QXAGE', 'QXPASS', 'QXID']) {
      for (const form of formsOf(marker)) assert.ok(!kept.includes(form), form)
    }
  })

  test('takes a website and a sector, and is as good without them (promise: S-21)', async () => {
    const given = await submit({ email: 'given@example.org', site: 'paper.example/start', vertical: 'food' })
    const without = await submit({ email: 'without@example.org', site: '', vertical: '' })
    const [one, other] = [await getThread(t.ctx, staff, given.receipt), await getThread(t.ctx, staff, without.receipt)]
    assert.deepEqual([one.thread.site, one.thread.vertical], ['https://paper.example/start', 'food'])
    assert.deepEqual([other.thread.site, other.thread.vertical], [null, null])
  })

  test('refuses what is no website, beside its field', () => {
    for (const site of [
      'javascript:alert(1)',
      'ftp://paper.example',
      'https://ada:secret@paper.example',
      'file:///etc/passwd',
      'http://',
      `https://${'a'.repeat(400)}.example`,
    ]) {
      const found = SubmitInquiryInput.safeParse({ ...anInquiry, site })
      assert.deepEqual(
        found.error?.issues.map(({ path }) => path[0]),
        ['site'],
        site,
      )
    }
  })

  test('asks for a number only where a call is wanted, and keeps none where it is not', async () => {
    const found = SubmitInquiryInput.safeParse({ ...anInquiry, channel: 'telephone' })
    assert.deepEqual(
      found.error?.issues.map(({ path }) => path[0]),
      ['telephone'],
    )
    const { receipt } = await submit({ email: 'number@example.org', telephone: '+49 30 1234567' })
    assert.equal((await getThread(t.ctx, staff, receipt)).thread.telephone, null)
  })

  test('refuses a social-security number and a name that is an address, and keeps nothing', async () => {
    const before = await rowCounts(t)
    assert.throws(() => asked({ message: 'My SSN is 078-05-1120' }), { code: 'social-security-number' })
    for (const name of ['Buy at https://pills.example', 'a@b.example', 'Ada\nBcc: all@example.org']) {
      assert.equal(SubmitInquiryInput.safeParse({ ...anInquiry, name }).success, false, name)
    }
    for (const name of ['Zoë O’Neill-Müller', '李小龍', 'X Æ A-12', 'Dr. J. (Jo) Smith, Jr.']) {
      assert.ok(SubmitInquiryInput.safeParse({ ...anInquiry, name }).success, name)
    }
    assert.deepEqual(await rowCounts(t), before)
  })

  test('sent twice, at once or later, makes one inquiry with one receipt and one letter', async () => {
    const email = 'twice@example.org'
    const counts = await rowCounts(t)
    const receipts = await Promise.all(Array.from({ length: 8 }, () => submit({ email })))
    receipts.push(await submit({ email }))
    assert.equal(new Set(receipts.map(({ receipt }) => receipt)).size, 1)
    const after = await rowCounts(t)
    for (const table of ['support_threads', 'support_messages', 'platform_subject_keys']) {
      assert.equal(after[`public.${table}`], (counts[`public.${table}`] ?? 0) + 1, table)
    }
    await t.runJobs(handlers)
    assert.equal(lettersTo(email).length, 1)
    const other = await submit({ email, message: 'Something else' })
    assert.notEqual(other.receipt, receipts[0]?.receipt, 'the negative control')
  })

  test('asked again after it was closed, it is a new one', async () => {
    const first = await submit({ email: 'again@example.org' })
    await closeThread(t.ctx, staff, { id: first.receipt, version: 1 })
    assert.notEqual((await submit({ email: 'again@example.org' })).receipt, first.receipt)
  })

  test('takes only so many from one place', async () => {
    const from = { address: '192.0.2.99' }
    const sending = Array.from({ length: 21 }, (_, at) =>
      submitInquiry(t.ctx, asked({ email: `many${at}@example.org` }), from),
    )
    const refused = (await Promise.allSettled(sending)).filter(({ status }) => status === 'rejected')
    assert.equal(refused.length, 1)
    assert.match(JSON.stringify(refused[0]), /too-many-tries/)
    await submitInquiry(t.ctx, asked({ email: 'elsewhere@example.org' }), { address: '198.51.100.1' })
  })

  test('writes to nobody more than a few times, however often somebody gives their address', async () => {
    const email = 'flooded@example.org'
    for (let at = 0; at < 6; at++) {
      await submitInquiry(t.ctx, asked({ email, message: `${at}` }), { address: '203.0.113.5' })
    }
    await t.runJobs(handlers)
    assert.equal(lettersTo(email).length, 3)
  })
})

describe('the receipt', () => {
  test('comes by letter with a link, and holds no word that was typed', async () => {
    const { receipt, link } = await submit({ email: 'letter@example.org', name: 'Qzname', message: 'qzmessage' })
    assert.equal(link, null, 'the link is in the letter and nowhere else')
    const token = await tokenTo('letter@example.org')
    const [letter] = lettersTo('letter@example.org')
    assert.match(letter?.text ?? '', new RegExp(receipt))
    assert.doesNotMatch(`${letter?.subject}${letter?.text}`, /Qzname|qzmessage|paper\.example|your account/)
    assert.equal((await inquiryByLink(t.ctx, token)).name, 'Qzname')
  })

  test('comes without a letter where a call was chosen (promise: S-54)', async () => {
    const { link } = await submit({ email: 'call@example.org', channel: 'telephone', telephone: '+49 30 1234567' })
    await t.runJobs(handlers)
    assert.deepEqual(lettersTo('call@example.org'), [])
    const token = link?.split('/').at(-1) ?? assert.fail('a link')
    assert.equal((await inquiryByLink(t.ctx, token)).telephone, '+49 30 1234567')
  })

  test('opens nothing with another link', async () => {
    await submit({ email: 'own@example.org' })
    const token = await tokenTo('own@example.org')
    await submit({ email: 'other@example.org' })
    const other = await tokenTo('other@example.org')
    const mixed = token.slice(0, 22) + other.slice(22)
    for (const wrong of [mixed, token.slice(0, -1), token.slice(0, 22), '', 'x', `${other}x`]) {
      await assert.rejects(inquiryByLink(t.ctx, wrong), { code: 'inquiry-not-found' }, wrong)
      await assert.rejects(withdrawInquiry(t.ctx, parts, wrong), { code: 'inquiry-not-found' }, wrong)
    }
    assert.equal((await inquiryByLink(t.ctx, token)).email, 'own@example.org')
  })
})

describe('whoever asked', () => {
  test('sees what was said, and no draft and no note', async () => {
    const { receipt } = await submit({ email: 'sees@example.org' })
    const token = await tokenTo('sees@example.org')
    await sendAnswer(t.ctx, staff, { id: receipt, version: 1, topic: 'publisher', text: 'Large ones.' })
    assert.deepEqual(
      (await inquiryByLink(t.ctx, token)).said.map(({ text }) => text),
      [anInquiry.message],
      'not before it left',
    )
    await t.runJobs(handlers)
    await writeByLink(t.ctx, token, { text: 'How large?' })
    assert.deepEqual(
      (await inquiryByLink(t.ctx, token)).said.map(({ by, text }) => [by, text]),
      [
        ['you', anInquiry.message],
        ['us', 'Large ones.'],
        ['you', 'How large?'],
      ],
    )
    assert.equal((await getThread(t.ctx, staff, receipt)).thread.state, 'open')
  })

  test('corrects what they told, and an answer about what they took back does not leave (promise: S-20)', async () => {
    const email = 'corrects@example.org'
    const { receipt } = await submit({ email, interests: ['publisher', 'library'] })
    const token = await tokenTo(email)
    await sendAnswer(t.ctx, staff, { id: receipt, version: 1, topic: 'publisher', text: 'About ads.' })
    const less = CorrectInquiryInput.parse({ name: 'Ada King', interests: 'library' })
    await correctInquiry(t.ctx, token, less)
    await t.runJobs(handlers)
    assert.equal(lettersTo(email).length, 1, 'the receipt and no answer')
    const { thread, messages } = await getThread(t.ctx, staff, receipt)
    assert.deepEqual([thread.name, thread.site, thread.state], ['Ada King', null, 'open'])
    assert.ok(messages.at(-1)?.stoppedAt)
    await sendAnswer(t.ctx, staff, { id: receipt, version: thread.version, topic: 'library', text: 'About pictures.' })
    await t.runJobs(handlers)
    assert.match(lettersTo(email).at(-1)?.text ?? '', /About pictures/, 'the negative control')
  })

  test('is not called any more once they choose a letter, and not written to once they choose a call (promise: S-54)', async () => {
    const email = 'turns@example.org'
    const call = { channel: 'telephone', telephone: '+49 30 1234567' }
    const { receipt, link } = await submit({ email, ...call })
    const token = link?.split('/').at(-1) ?? ''
    await sendAnswer(t.ctx, staff, { id: receipt, version: 1, topic: 'publisher', text: 'To say.' })
    assert.equal((await getThread(t.ctx, staff, receipt)).tasks.length, 1)
    await correctInquiry(t.ctx, token, CorrectInquiryInput.parse({ ...anInquiry }))
    const turned = await getThread(t.ctx, staff, receipt)
    assert.deepEqual([turned.tasks, turned.thread.telephone, turned.thread.state], [[], null, 'open'])
    const { version } = turned.thread
    await sendAnswer(t.ctx, staff, { id: receipt, version, topic: 'publisher', text: 'To write.' })
    await correctInquiry(t.ctx, token, CorrectInquiryInput.parse({ ...anInquiry, ...call }))
    await t.runJobs(handlers)
    assert.deepEqual(lettersTo(email), [])
  })

  test('erases it, and nothing of it is left: no row, no key, no queued letter, no word in any table', async () => {
    const email = 'qzgone@example.org'
    const { receipt } = await submit({ email, name: 'Qzgone', message: 'qzgone message', site: 'qzgone.example' })
    const { receipt: stays } = await submit({ email: 'stays@example.org' })
    const token = await tokenTo(email)
    const id = readId('thread', receipt) ?? assert.fail('a number')
    await writeByLink(t.ctx, token, { text: 'qzgone word' })
    await sendAnswer(t.ctx, staff, { id: receipt, version: 2, topic: 'publisher', text: 'qzgone answer' })
    const held = (await shownTo(t.ctx, stores, id)).flatMap(({ store, rows }) => (rows.length > 0 ? [store] : []))
    assert.deepEqual(held, ['support_threads', 'support_messages'], 'the negative control')

    await withdrawInquiry(t.ctx, parts, token)
    await assert.rejects(inquiryByLink(t.ctx, token), { code: 'thread-not-found' })
    const left = await dump(t)
    for (const marker of ['qzgone', 'Qzgone', id]) {
      for (const form of formsOf(marker)) assert.ok(!left.includes(form), form)
    }
    await t.runJobs(handlers)
    assert.equal(lettersTo(email).length, 1, 'the queued answer did not leave')
    assert.ok((await notedErasures(t.ctx.config.home))?.includes(id), 'a backup does not bring it back')
    assert.equal((await getThread(t.ctx, staff, stays)).thread.name, anInquiry.name)
  })
})

describe('an inquiry', () => {
  test('goes by itself after its time, with its key, and not a minute before', async () => {
    const start = t.clock.now()
    try {
      const { receipt } = await submit({ email: 'closed@example.org' })
      const { receipt: silent } = await submit({ email: 'silent@example.org' })
      await closeThread(t.ctx, staff, { id: receipt, version: 1 })
      t.clock.advanceMs(closedDaysMax * dayMs - minuteMs)
      await expireRows(t.ctx, stores, [inboxHolder])
      assert.ok(await getThread(t.ctx, staff, receipt))
      t.clock.advanceMs(minuteMs)
      await expireRows(t.ctx, stores, [inboxHolder])
      await assert.rejects(getThread(t.ctx, staff, receipt), { code: 'thread-not-found' })
      assert.ok(await getThread(t.ctx, staff, silent))
      t.clock.advanceMs((silentDaysMax - closedDaysMax) * dayMs)
      await expireRows(t.ctx, stores, [inboxHolder])
      await assert.rejects(getThread(t.ctx, staff, silent), { code: 'thread-not-found' })
      assert.deepEqual((await everything()).items, [])
      const keys = await t.database.pool.query<{ n: number }>(
        `select count(*)::int as n from platform_subject_keys where subject_id = any($1)`,
        [[readId('thread', receipt), readId('thread', silent)]],
      )
      assert.equal(keys.rows[0]?.n, 0)
    } finally {
      t.clock.set(start)
    }
  })
})
