import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { NewPassword, weaknessOf } from './password.rules.ts'

const about = { username: 'ada_lovelace', email: 'ada@example.org' }

suite('a new password', () => {
  test('has ten characters or more and 200 bytes at most; nothing else is asked of it', () => {
    const cases: readonly (readonly [string, boolean])[] = [
      ['ninechars', false],
      ['ten chars!', true],
      ['🦩'.repeat(9), false],
      ['🦩'.repeat(10), true],
      ['x'.repeat(200), true],
      ['x'.repeat(201), false],
      ['ä'.repeat(101), false],
      ['          ', true],
    ]
    for (const [password, fine] of cases) assert.equal(NewPassword.safeParse(password).success, fine, password)
  })

  test('is refused where it is among the first that an attacker tries', () => {
    const cases: readonly (readonly [string, ReturnType<typeof weaknessOf>])[] = [
      ['password123', 'too-common'],
      ['Password2024!', 'too-common'],
      ['P@ssw0rd1234', 'too-common'],
      ['passwordpassword', 'too-common'],
      ['iloveyou1984', 'too-common'],
      ['Sunshine!!', 'too-common'],
      ['correcthorsebatterystaple', 'too-common'],
      ['vitrine2026', 'too-common'],
      ['letmein12345', 'too-common'],
      ['1234567890', 'too-simple'],
      ['0987654321', 'too-simple'],
      ['1234512345', 'too-simple'],
      ['qwertyuiop', 'too-common'],
      ['qwertyasdfgh', 'too-simple'],
      ['abcdefghijkl', 'too-simple'],
      ['1q2w3e4r5t', 'too-simple'],
      ['aaaaaaaaaa', 'too-simple'],
      ['abababababab', 'too-simple'],
      ['          ', 'too-simple'],
      ['ada_lovelace', 'contains-name'],
      ['Ada_Lovelace1815', 'contains-name'],
      ['ada@example.org', 'contains-name'],
      ['ada@example.org!', 'contains-name'],
    ]
    for (const [password, weakness] of cases) assert.equal(weaknessOf(password, about), weakness, password)
  })

  test('is not refused for anything else', () => {
    for (const password of [
      'seven quiet herons',
      'the bridge of ada_lovelace at dawn',
      'my password is a heron',
      'xK9$vQ2!mZ',
      'птица сидит тихо',
      '鶴は静かに立っている朝の',
    ]) {
      assert.equal(weaknessOf(password, about), null, password)
    }
  })
})
