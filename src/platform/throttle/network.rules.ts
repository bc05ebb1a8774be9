import { isIP } from 'node:net'

/**
 * Pure: the network of a client, as limits count it. An IPv4 address stands for itself; of an IPv6 address the first
 * 56 bits count, since one home or one rented machine commonly has all addresses below them (RFC 6177). What is no
 * address at all shares one network.
 */
export function networkOf(address: string): string {
  const bare = address.split('%')[0] ?? ''
  const version = isIP(bare)
  if (version === 4) return bare
  if (version !== 6) return 'unknown'
  const groups = groupsOf(bare)
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) return mappedIpv4(groups)
  const [first, second, third, fourth = 0] = groups
  return `${[first, second, third, fourth & 0xff00].map((group = 0) => group.toString(16)).join(':')}::/56`
}

/** The eight 16-bit groups of a valid IPv6 address (RFC 4291, 2.2), also of one that ends in an IPv4 address. */
function groupsOf(address: string): readonly number[] {
  const hex = address.replace(/\d+\.\d+\.\d+\.\d+$/, (ipv4) => {
    const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number)
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
  })
  const [head = '', tail] = hex.split('::')
  const numbers = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
  if (tail === undefined) return numbers(head)
  const before = numbers(head)
  const after = numbers(tail)
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
}

function mappedIpv4(groups: readonly number[]): string {
  const [high = 0, low = 0] = groups.slice(6)
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.')
}
