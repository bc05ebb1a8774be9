import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { codeAt } from '#test/codes'
import { qrCodeOf, secretInGroups, secretInText, setUpAddress, stepOfCode } from './one-time-code.rules.ts'
import { codeBytes, codeInText, readCode } from './recovery-code.rules.ts'

/** The secret of the test vectors of RFC 6238, appendix B. */
const secret = secretInText(Buffer.from('12345678901234567890'))
const at = (seconds: number): Date => new Date(seconds * 1000)

suite('a one-time code', () => {
  test('is the one of RFC 6238, appendix B, in six digits', () => {
    const cases: readonly (readonly [number, string])[] = [
      [59, '287082'],
      [1111111109, '081804'],
      [1111111111, '050471'],
      [1234567890, '005924'],
      [2000000000, '279037'],
      [20000000000, '353130'],
    ]
    for (const [seconds, code] of cases) {
      assert.equal(stepOfCode(secret, code, at(seconds), 0), Math.floor(seconds / 30), code)
    }
  })

  test('is taken one step early or late, and no further', () => {
    const code = codeAt(secret, at(3000))
    const taken = [2939, 2969, 2970, 2999, 3000, 3029, 3030, 3059, 3060, 3090].map(
      (now) => stepOfCode(secret, code, at(now), 0) !== null,
    )
    assert.deepEqual(taken, [false, false, true, true, true, true, true, true, false, false])
  })

  test('of a step that was taken, or of one before it, is not taken', () => {
    const now = at(3000)
    assert.equal(stepOfCode(secret, codeAt(secret, now), now, 99), 100, 'negative control')
    assert.equal(stepOfCode(secret, codeAt(secret, now), now, 100), null)
    assert.equal(stepOfCode(secret, codeAt(secret, at(2970)), now, 100), null)
    assert.equal(stepOfCode(secret, codeAt(secret, at(3030)), now, 100), 101)
    assert.equal(stepOfCode(secret, codeAt(secret, now), now, 100_000_000), null, 'also where the clock went back')
  })

  test('is six digits; anything else is none', () => {
    for (const text of ['', '12345', '1234567', 'abcdef', '１２３４５６', '-12345', '12345\n', '1'.repeat(10_000)])
      assert.equal(stepOfCode(secret, text, at(3000), 0), null, text)
  })
})

test('the app learns secret, member and site by the address in the picture', () => {
  assert.equal(
    setUpAddress(secret, 'ada', 'pictures.example.org'),
    `otpauth://totp/Vitrine%20pictures.example.org:ada?secret=${secret}&issuer=Vitrine%20pictures.example.org`,
  )
  assert.ok(!setUpAddress(secret, 'ada', '[::1]').includes('::'))
  assert.match(secretInGroups(secret), /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
})

test('the picture is the modules of a QR code, with the three corners that readers look for', () => {
  const { size, path } = qrCodeOf(setUpAddress(secret, 'ada', 'pictures.example.org'))
  const dark = new Set<string>()
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(length); i++) dark.add(`${Number(x) + i},${y}`)
  }
  assert.equal((size - 8 - 17) % 4, 0, 'a version of ISO/IEC 18004 and its quiet zone')
  for (const [x, y] of [
    [4, 4],
    [size - 11, 4],
    [4, size - 11],
  ] as const) {
    const ring = [0, 1, 2, 3, 4, 5, 6].map((i) => dark.has(`${x + i},${y}`))
    assert.deepEqual(ring, Array<boolean>(7).fill(true))
    assert.ok(!dark.has(`${x + 1},${y + 1}`) && dark.has(`${x + 3},${y + 3}`))
  }
  for (let i = 0; i < size; i++) assert.ok(!dark.has(`${i},3`) && !dark.has(`3,${i}`), 'the quiet zone')
})

suite('a recovery code', () => {
  test('is eighty bits in four groups of four', () => {
    assert.match(codeInText(Buffer.alloc(codeBytes, 0xa7)), /^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$/)
    assert.equal(codeInText(Buffer.alloc(codeBytes)), '0000-0000-0000-0000')
    assert.equal(codeInText(Buffer.alloc(codeBytes, 255)), 'zzzz-zzzz-zzzz-zzzz')
  })

  test('is read however it is typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: codeBytes, maxLength: codeBytes }), (bytes) => {
        const code = codeInText(bytes)
        const typed = [
          code,
          code.toUpperCase(),
          code.replaceAll('-', ''),
          ` ${code.replaceAll('-', ' ')} `,
          code.replaceAll('0', 'O').replaceAll('1', 'l'),
        ]
        for (const text of typed) assert.equal(readCode(text), code)
      }),
    )
  })

  test('is none with a sign too few, too many, or another', () => {
    for (const text of ['', '0000-0000-0000-000', '0000-0000-0000-00000', '0000-0000-0000-000u', '123456'])
      assert.equal(readCode(text), null, text)
  })
})
