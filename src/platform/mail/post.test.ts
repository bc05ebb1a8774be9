import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { type Store, host, mail, whileNeeded } from '#declaration'
import { systemChance } from '#platform/chance'
import { dayMs, fixedClock, later } from '#platform/clock'
import { type Gate, WayShut, openEgress } from '#platform/egress'
import { expireOutbox, listOutbox, openPost, outboxDaysMax, readOutboxMail, removeLettersTo } from '#platform/mail'

const greeting = {
  owner: 'platform/mail',
  label: 'A greeting',
  why: 'To greet.',
  category: 'user.contact.email',
  identifies: 'alone',
  subject: 'member',
  purposes: ['mail.account'],
  basis: 'contract',
  audience: 'subject',
  retention: whileNeeded('it has left'),
  erase: 'delete-row',
} as const
const stores: readonly Store[] = [
  mail({ ...greeting, name: 'hello' }),
  host({ ...greeting, name: 'SMTP_URL', bySetting: true, carries: ['user.contact.email'] }),
]
const mailco: Gate = async () => ({ company: 'Mailco' })
const letter = { kind: 'hello', to: 'ada@example.org', subject: 'Grüße', text: 'Hello Ada,\nthis is it.' }

describe('mail', () => {
  const home = mkdtempSync(join(tmpdir(), 'vitrine-mail-'))
  const clock = fixedClock('2026-03-01T10:00:00Z')
  const post = (smtpUrl: string | undefined, gate = mailco) =>
    openPost({
      config: { home, smtpUrl, mailFrom: 'no-reply@localhost', origin: new URL('http://localhost:3000') },
      stores,
      clock,
      chance: systemChance,
      egress: openEgress({ stores, hosts: { SMTP_URL: smtpUrl && new URL(smtpUrl).hostname }, gate }),
    })
  const received: string[] = []
  let smtp: SMTPServer

  before(async () => {
    smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        let text = ''
        stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
        stream.on('end', () => {
          received.push(text)
          done()
        })
      },
    })
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
  })
  after(async () => {
    await new Promise<void>((resolve) => smtp.close(() => resolve()))
    rmSync(home, { recursive: true })
  })

  test('without a mail server lies in the outbox, whole and newest first', async () => {
    await post(undefined).send(letter)
    clock.advanceMs(1000)
    await post(undefined).send({ ...letter, subject: 'Second' })
    const [newest, first] = await listOutbox(home)
    assert.ok(newest && first)
    assert.match((await readOutboxMail(home, newest.id))?.toString() ?? '', /Subject: Second/)
    const text = (await readOutboxMail(home, first.id))?.toString() ?? ''
    assert.match(text, /To: ada@example\.org/)
    assert.match(text, /Hello Ada,\r\nthis is it\./)
    assert.match(text, /Date: Sun, 01 Mar 2026 10:00:00 \+0000/)
    assert.doesNotMatch(text, /<html|<img/i)
    assert.equal(await readOutboxMail(home, '../keys'), null)
  })

  test('lies in the outbox for its time and no longer, and goes when its reader does', async () => {
    await post(undefined).send({ ...letter, to: 'eve@example.org' })
    assert.equal(await removeLettersTo(home, 'EVE@example.org'), 1)
    assert.equal((await listOutbox(home)).length, 2, 'letters to others stay')
    assert.equal(await expireOutbox(home, later(clock.now(), outboxDaysMax * dayMs - 2000)), 0)
    assert.equal(await expireOutbox(home, later(clock.now(), outboxDaysMax * dayMs)), 2)
    await post(undefined).send(letter)
  })

  test('with a mail server leaves by SMTP and not by the outbox', async () => {
    const before = readdirSync(join(home, 'outbox')).length
    await post(`smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`).send(letter)
    assert.match(received.join(), /X-Vitrine-Kind: hello/)
    assert.equal(readdirSync(join(home, 'outbox')).length, before)
  })

  test('does not reach a mail server elsewhere that nobody stands for, and leaves when somebody does', async () => {
    const address = `smtp://0.0.0.0:${(smtp.server.address() as AddressInfo).port}?tls.rejectUnauthorized=false`
    let isShut = true
    const elsewhere = post(address, async () => (isShut ? { shut: 'Nobody stands for it.' } : { company: 'Mailco' }))
    const before = received.length
    await assert.rejects(elsewhere.send(letter), WayShut)
    assert.equal(received.length, before)
    isShut = false
    await assert.rejects(elsewhere.send(letter), /TLS/, 'it is spoken to: this one has no TLS')
  })

  test('that the mail server refuses is told without the address of its reader', async () => {
    const refusing = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _session, done) => done(new Error(`no mailbox ${address}`)),
    })
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve))
    try {
      const sending = post(`smtp://127.0.0.1:${(refusing.server.address() as AddressInfo).port}`).send(letter)
      await assert.rejects(sending, (error: Error) => {
        assert.match(error.message, /did not take the letter: .*550/)
        assert.doesNotMatch(JSON.stringify([error.message, error.stack, error.cause ?? null]), /ada@/)
        return true
      })
    } finally {
      await new Promise<void>((resolve) => refusing.close(() => resolve()))
    }
  })

  test('of an undeclared kind is not sent', async () => {
    await assert.rejects(post(undefined).send({ ...letter, kind: 'offer' }), /not declared/)
  })

  test('refuses a mail server off loopback that offers no TLS (promise: G-91)', async () => {
    // The same server under a name that is not loopback to the rule: it must not be spoken to in the clear.
    const port = (smtp.server.address() as AddressInfo).port
    await assert.rejects(post(`smtp://0.0.0.0:${port}`).send(letter), /STARTTLS|TLS/i)
  })
})
