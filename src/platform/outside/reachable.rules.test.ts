import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { unreachableBecause } from '#platform/outside'

/** Written apart from the rule, as first and last number, so that a slip in one is seen by the other. */
const refusedRanges: readonly (readonly [first: string, last: string])[] = [
  ['0.0.0.0', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['168.63.129.16', '168.63.129.16'],
  ['169.254.0.0', '169.254.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.255'],
  ['192.0.2.0', '192.0.2.255'],
  ['192.88.99.0', '192.88.99.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['198.18.0.0', '198.19.255.255'],
  ['198.51.100.0', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.255'],
  ['224.0.0.0', '255.255.255.255'],
]
const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
const addressOf = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
const ranges = refusedRanges.map(([first, last]) => ({ first: numberOf(first), last: numberOf(last) }))
const isRefused = (number: number): boolean => ranges.some(({ first, last }) => first <= number && number <= last)

const anyV4 = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const refusedV4 = fc.oneof(...ranges.map(({ first, last }) => fc.integer({ min: first, max: last })))
const hex = (number: number): string => `${Math.floor(number / 65536).toString(16)}:${(number % 65536).toString(16)}`
const group = fc.integer({ min: 0, max: 65535 })
const groups = (length: number) => fc.array(group, { minLength: length, maxLength: length })
const written = (parts: readonly number[]): string => parts.map((part) => part.toString(16)).join(':')

describe('an address of the older kind', () => {
  test('is public exactly where no range of the registry holds it', () => {
    fc.assert(
      fc.property(fc.oneof(anyV4, refusedV4), (number) => {
        assert.equal(unreachableBecause(addressOf(number)) !== null, isRefused(number), addressOf(number))
      }),
      { numRuns: 3000 },
    )
  })

  test('is judged rightly at both ends of every range and just outside', () => {
    for (const { first, last } of ranges) {
      for (const number of [first - 1, first, last, last + 1]) {
        if (number < 0 || number >= 2 ** 32) continue
        assert.equal(unreachableBecause(addressOf(number)) !== null, isRefused(number), addressOf(number))
      }
    }
  })

  test('that is not public is not made so by any way of carrying it inside one of the newer kind', () => {
    const carriers: readonly ((number: number) => string)[] = [
      (number) => `::ffff:${addressOf(number)}`,
      (number) => `::ffff:${hex(number)}`,
      (number) => `::ffff:0:${hex(number)}`,
      (number) => `::${hex(number)}`,
      (number) => `64:ff9b::${hex(number)}`,
      (number) => `64:ff9b:1::${hex(number)}`,
      (number) => `2002:${hex(number)}::1`,
      (number) => `2001:0:4136:e378:8000:63bf:${hex(2 ** 32 - 1 - number)}`,
      (number) => `2a00:1450:4001:81b:0:5efe:${hex(number)}`,
      (number) => `2a00:1450:4001:81b:200:5efe:${hex(number)}`,
      (number) => `fe80::5efe:${hex(number)}`,
    ]
    fc.assert(
      fc.property(refusedV4, fc.constantFrom(...carriers), (number, carry) => {
        assert.notEqual(unreachableBecause(carry(number)), null, carry(number))
      }),
      { numRuns: 2000 },
    )
  })

  test('that is public stays so through NAT64, which networks without the older kind need', () => {
    fc.assert(
      fc.property(anyV4, (number) => {
        assert.equal(unreachableBecause(`64:ff9b::${hex(number)}`) === null, !isRefused(number))
      }),
    )
  })
})

describe('an address of the newer kind', () => {
  test('outside what is given out for the public internet is never public', () => {
    fc.assert(
      fc.property(
        groups(8).filter(([first = 0]) => first >> 13 !== 1 && first !== 0x64),
        (parts) => assert.notEqual(unreachableBecause(written(parts)), null, written(parts)),
      ),
      { numRuns: 2000 },
    )
  })

  const table: readonly (readonly [string, boolean])[] = [
    ['2606:2800:220:1:248:1893:25c8:1946', true],
    ['2a00:1450:4001:81b::200e', true],
    ['2001:200::1', true],
    ['2001:1ff:ffff::1', false],
    ['2001:db7:ffff::1', true],
    ['2001:db8::1', false],
    ['2001:db9::1', true],
    ['2001::1', false],
    ['2001:2::1', false],
    ['2001:20::1', false],
    ['2002::1', false],
    ['2003::1', true],
    ['3fff::1', false],
    ['3fff:1000::1', true],
    ['4000::1', false],
    ['5f00::1', false],
    ['::', false],
    ['::1', false],
    ['100::1', false],
    ['fc00::1', false],
    ['fd00:ec2::254', false],
    ['fe80::1', false],
    ['fe80::1%eth0', false],
    ['2606:2800:220:1::1%eth0', false],
    ['fec0::1', false],
    ['ff02::1', false],
    ['::ffff:8.8.8.8', false],
    ['8.8.8.8', true],
    ['169.254.169.254', false],
    ['100.100.100.200', false],
    ['192.0.0.192', false],
    ['127.1', false],
    ['0x7f000001', false],
    ['2130706433', false],
    ['0177.0.0.1', false],
    ['localhost', false],
    ['', false],
  ]
  for (const [address, isPublic] of table) {
    test(`${address || 'nothing'} is ${isPublic ? '' : 'not '}public`, () =>
      assert.equal(unreachableBecause(address) === null, isPublic))
  }
})
