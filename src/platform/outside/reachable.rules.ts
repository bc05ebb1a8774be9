import { BlockList, isIP } from 'node:net'

/**
 * Addresses that no fetch of ours may reach, each with what it is. After the special-purpose registries of IANA for IPv4
 * and IPv6 (RFC 6890, read 2026-11-22). Of what those call reachable but nobody's page lives on, none is let through.
 */
const refusedOfV4 = [
  ['0.0.0.0', 8, 'this network (RFC 791)'],
  ['10.0.0.0', 8, 'a private network (RFC 1918)'],
  ['100.64.0.0', 10, 'the inside of a carrier (RFC 6598)'],
  ['127.0.0.0', 8, 'this machine (RFC 1122)'],
  ['169.254.0.0', 16, 'one link only (RFC 3927), where clouds answer for their machines'],
  ['172.16.0.0', 12, 'a private network (RFC 1918)'],
  ['192.0.0.0', 24, 'kept for protocols (RFC 6890)'],
  ['192.0.2.0', 24, 'kept for examples (RFC 5737)'],
  ['192.88.99.0', 24, 'a relay that is no longer used (RFC 7526)'],
  ['192.168.0.0', 16, 'a private network (RFC 1918)'],
  ['198.18.0.0', 15, 'kept for measuring (RFC 2544)'],
  ['198.51.100.0', 24, 'kept for examples (RFC 5737)'],
  ['203.0.113.0', 24, 'kept for examples (RFC 5737)'],
  ['224.0.0.0', 4, 'many machines at once (RFC 5771)'],
  ['240.0.0.0', 4, 'kept for later (RFC 1112)'],
  // Public by its number, and yet what answers is the host of a machine at Azure.
  ['168.63.129.16', 32, 'the inside of a cloud'],
] as const

/** Inside `2000::/3`, which alone is given out for the public internet; whatever lies outside it is refused. */
const refusedOfV6 = [
  ['2001::', 23, 'kept for protocols (RFC 2928), Teredo among them'],
  ['2001:db8::', 32, 'kept for examples (RFC 3849)'],
  ['2002::', 16, 'an address of the older kind in disguise (RFC 3056)'],
  ['3fff::', 20, 'kept for examples (RFC 9637)'],
] as const

const listOf = (ranges: readonly (readonly [string, number, string])[], family: 'ipv4' | 'ipv6') =>
  ranges.map(([network, bits, what]) => {
    const list = new BlockList()
    list.addSubnet(network, bits, family)
    return { list, what }
  })
const v4 = listOf(refusedOfV4, 'ipv4')
const v6 = listOf(refusedOfV6, 'ipv6')
const public6 = new BlockList()
public6.addSubnet('2000::', 3, 'ipv6')

/**
 * Pure: why an address is not reachable for everybody, in words, or null where it is. What is no address in its usual form
 * is not reachable either.
 *
 * An address of the older kind that is carried inside one of the newer is judged by itself (NAT64, which networks without
 * the older kind need) or refused with what carries it (mapped, 6to4, Teredo, ISATAP).
 */
export function unreachableBecause(address: string): string | null {
  switch (isIP(address)) {
    case 4:
      return v4.find(({ list }) => list.check(address, 'ipv4'))?.what ?? null
    case 6:
      return unreachable6Because(address)
    default:
      return 'no address'
  }
}

function unreachable6Because(address: string): string | null {
  const groups = groupsOf(address)
  if (!groups) return 'one link only (RFC 4007)'
  const carried = `${groups[6]! >> 8}.${groups[6]! & 255}.${groups[7]! >> 8}.${groups[7]! & 255}`
  // The well-known prefix of NAT64 (RFC 6052). That of RFC 8215 is for use inside a network only.
  if (groups.slice(0, 6).join() === [0x64, 0xff9b, 0, 0, 0, 0].join()) return unreachableBecause(carried)
  if (!public6.check(address, 'ipv6')) return 'not given out for the public internet (RFC 4291)'
  const found = v6.find(({ list }) => list.check(address, 'ipv6'))
  if (found) return found.what
  // ISATAP (RFC 5214): the machine in the last half is one of the older kind, behind whoever has the first.
  if ((groups[4] === 0 || groups[4] === 0x200) && groups[5] === 0x5efe) {
    return unreachableBecause(carried) === null ? null : 'an address of the older kind in disguise (RFC 5214)'
  }
  return null
}

/** The eight groups of an address, or null where it names a link (`%eth0`). */
function groupsOf(address: string): readonly number[] | null {
  if (address.includes('%')) return null
  // The parser of addresses writes every form in one: hexadecimal groups, the longest run of zeros as `::`.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const numbers = (text: string): readonly number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
  const [before, after] = [numbers(head), numbers(tail ?? '')]
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
}
