import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { minuteMs } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { type Actor, type Member, requireActive, requireMember, requireProven, requireRole, visitor } from './index.ts'

const now = new Date('2026-11-22T12:00:00Z')
const session = (strong: boolean, provenAt = now) =>
  ({ kind: 'session', sessionId: 's', strong, provenAt }) as unknown as Member['via']
const viaSession = session(false)
const viaKey = { kind: 'api-key', keyId: 'k', scopes: new Set(['images:read']) } as unknown as Member['via']
const viaSystem = { kind: 'system' } as const

const member = (overrides: Partial<Member> = {}): Member =>
  ({
    kind: 'member',
    personId: 'p',
    username: 'ada',
    status: 'active',
    roles: new Set(),
    via: viaSession,
    ...overrides,
  }) as Member

function codeOf(ask: () => unknown): string | null {
  try {
    ask()
    return null
  } catch (error) {
    assert.ok(error instanceof Refusal)
    return `${error.status} ${error.code}`
  }
}

suite('who may ask', () => {
  const cases: readonly (readonly [string, Actor, string | null, string | null, string | null])[] = [
    // requireMember, requireActive, requireActive with images:read
    ['a visitor', visitor, '401 sign-in-needed', '401 sign-in-needed', '401 sign-in-needed'],
    ['a member', member(), null, null, null],
    ['the operator', member({ via: viaSystem }), null, null, null],
    ['an unverified account', member({ status: 'unverified' }), null, '403 verify-first', '403 verify-first'],
    [
      'a locked account',
      member({ status: 'locked' }),
      '401 sign-in-needed',
      '401 sign-in-needed',
      '401 sign-in-needed',
    ],
    ['a key with the scope', member({ via: viaKey }), '403 scope-missing', '403 scope-missing', null],
    [
      'a key of an unverified account',
      member({ via: viaKey, status: 'unverified' }),
      '403 scope-missing',
      '403 scope-missing',
      '403 verify-first',
    ],
  ]
  for (const [name, actor, asMember, asActive, withScope] of cases) {
    test(name, () => {
      assert.equal(
        codeOf(() => requireMember(actor)),
        asMember,
      )
      assert.equal(
        codeOf(() => requireActive(actor)),
        asActive,
      )
      assert.equal(
        codeOf(() => requireActive(actor, 'images:read')),
        withScope,
      )
    })
  }

  test('an API key never does what it was not given, nor what names no scope', () => {
    const key = member({ via: viaKey })
    assert.equal(
      codeOf(() => requireActive(key, 'images:write')),
      '403 scope-missing',
    )
    assert.equal(
      codeOf(() => requireActive(member(), 'images:write')),
      null,
      'negative control: its owner may',
    )
  })

  test('what is for staff does not exist for anybody else, nor for keys', () => {
    const roles = new Set(['moderator'] as const)
    assert.equal(
      codeOf(() => requireRole(member({ roles, via: session(true) }), 'moderator', 'admin')),
      null,
    )
    for (const actor of [
      visitor,
      member(),
      member({ roles: new Set(['billing'] as const) }),
      member({ roles, via: viaKey }),
      member({ roles, status: 'locked' }),
      member({ roles, status: 'unverified' }),
    ]) {
      assert.equal(
        codeOf(() => requireRole(actor, 'moderator', 'admin')),
        '404 page-not-found',
      )
    }
  })

  test('staff needs a second factor in its session; only staff is told so', () => {
    const roles = new Set(['moderator'] as const)
    const ask = (overrides: Partial<Member>) => codeOf(() => requireRole(member(overrides), 'moderator'))
    assert.equal(ask({ roles }), '403 second-factor-needed')
    assert.equal(ask({ roles, via: session(true) }), null, 'negative control')
    assert.equal(ask({ roles, via: viaSystem }), null, 'the operator')
    assert.equal(ask({}), '404 page-not-found')
    assert.equal(ask({ roles, via: viaKey }), '404 page-not-found')
  })

  test('what cannot be undone needs a proof that is ten minutes old at most', () => {
    const at = (ageMs: number): Partial<Member> => ({ via: session(true, new Date(now.getTime() - ageMs)) })
    const ask = (actor: Actor) => codeOf(() => requireProven(actor, now))
    assert.equal(ask(member(at(10 * minuteMs))), null)
    assert.equal(ask(member(at(10 * minuteMs + 1))), '403 prove-again')
    assert.equal(ask(member({ via: viaSystem })), null, 'the operator')
    assert.equal(ask(member({ via: viaKey })), '403 scope-missing')
    assert.equal(ask(member({ ...at(0), status: 'unverified' })), '403 verify-first')
    assert.equal(ask(visitor), '401 sign-in-needed')
  })
})
