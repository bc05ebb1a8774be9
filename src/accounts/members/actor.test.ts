import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Refusal } from '#platform/refusal'
import { type Actor, type Member, requireActive, requireMember, requireRole, visitor } from './index.ts'

const viaSession = { kind: 'session', sessionId: 's' } as unknown as Member['via']
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
      codeOf(() => requireRole(member({ roles }), 'moderator', 'admin')),
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
})
