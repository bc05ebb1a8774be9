import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Purpose, type Store, host, whileNeeded } from '#declaration'
import { complaints } from '#test/compiler'
import { type Gate, WayShut, isOwnAddress, openEgress } from './index.ts'

const way = {
  owner: 'app',
  label: 'A way',
  why: 'To test.',
  category: 'user.contact.email',
  identifies: 'alone',
  subject: 'member',
  purposes: ['mail.account'],
  basis: 'contract',
  audience: 'staff',
  retention: whileNeeded('it has left'),
  erase: 'delete-row',
} as const
const stores: readonly Store[] = [
  host({ ...way, name: 'SMTP_URL', bySetting: true, carries: ['user.contact.email'] }),
  host({ ...way, name: 'packages.example', identifies: 'no', carries: [] }),
]
const egressTo = (smtp: string | undefined, gate: Gate = async () => ({ shut: 'Nobody stands for it.' })) =>
  openEgress({ stores, hosts: { SMTP_URL: smtp }, gate })

describe('the ways out', () => {
  test('lead to addresses of our own or are shut, unless somebody is let through', async () => {
    await egressTo('127.0.0.1').pass('SMTP_URL', 'mail.account')
    await egressTo('localhost').pass('SMTP_URL', 'mail.account')
    await egressTo('[::1]').pass('SMTP_URL', 'mail.account')
    for (const elsewhere of ['203.0.113.7', '0.0.0.0', '[2001:db8::1]', 'nothing.invalid']) {
      await assert.rejects(egressTo(elsewhere).pass('SMTP_URL', 'mail.account'), WayShut, elsewhere)
      await egressTo(elsewhere, async () => ({ company: 'Mailco' })).pass('SMTP_URL', 'mail.account')
    }
  })

  test('the gate is asked each time, and is told what would go where and why', async () => {
    const asked: unknown[] = []
    let open = true
    const egress = egressTo('203.0.113.7', async (question) => {
      asked.push(question)
      return open ? { company: 'Mailco' } : { shut: 'It has ended.' }
    })
    await egress.pass('SMTP_URL', 'mail.account')
    open = false
    await assert.rejects(egress.pass('SMTP_URL', 'mail.account'), /SMTP_URL is shut: It has ended/)
    assert.deepEqual(asked[0], {
      connector: 'SMTP_URL',
      host: '203.0.113.7',
      purpose: 'mail.account',
      carries: ['user.contact.email'],
    })
    assert.equal(asked.length, 2)
    assert.deepEqual(
      (await egress.ways()).map(({ connector, state, why }) => ({ connector, state, why })),
      [{ connector: 'SMTP_URL', state: 'shut', why: 'It has ended.' }],
    )
  })

  test('are shut by default: what is not declared, or not for this purpose, never leaves', async () => {
    const anybody: Gate = async () => ({ company: 'Anybody' })
    const egress = egressTo('203.0.113.7', anybody)
    await assert.rejects(egress.pass('WEBHOOK_URL', 'mail.account'), /not declared/)
    await assert.rejects(egress.pass('SMTP_URL', 'site.operate'), /not declared for the purpose/)
    await assert.rejects(egressTo(undefined, anybody).pass('SMTP_URL', 'mail.account'), /not declared/)
    await egress.pass('packages.example', 'mail.account')
  })

  test('a purpose of commerce neither compiles nor runs', async () => {
    const module = (purpose: string): string => `import type { Egress } from '#platform/egress'
      export const planted = (egress: Egress) => egress.pass('SMTP_URL', '${purpose}')`
    assert.deepEqual(complaints(module('mail.account')), [], 'the negative control')
    for (const purpose of ['sell', 'lease', 'rent', 'trade', 'commercial']) {
      assert.match(complaints(module(purpose)).join(), /not assignable/, purpose)
      const passing = egressTo('127.0.0.1').pass('SMTP_URL', purpose as Purpose)
      await assert.rejects(passing, /not declared for the purpose/, purpose)
    }
  })

  const cases: readonly (readonly [string, boolean])[] = [
    ['127.0.0.1', true],
    ['10.1.2.3', true],
    ['172.16.0.1', true],
    ['172.32.0.1', false],
    ['192.168.7.7', true],
    ['169.254.0.1', true],
    ['8.8.8.8', false],
    ['0.0.0.0', false],
    ['::1', true],
    ['fd00::1', true],
    ['2001:db8::1', false],
    ['localhost', false],
    ['', false],
  ]
  for (const [address, isOwn] of cases) {
    test(`${address || 'nothing'} is ${isOwn ? '' : 'not '}an address of our own`, () =>
      assert.equal(isOwnAddress(address), isOwn))
  }
})
