import { BlockList, isIP } from 'node:net'

/**
 * Addresses of this machine and of networks that are not on the internet: loopback (RFC 1122, RFC 4291), private use
 * (RFC 1918, RFC 4193) and link-local (RFC 3927, RFC 4291). `0.0.0.0` is none of them.
 */
const own = new BlockList()
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  own.addSubnet(network, bits, 'ipv4')
}
for (const [network, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  own.addSubnet(network, bits, 'ipv6')
}

/** Pure: whether an address is of this machine or of a network of one's own. What is no address is not. */
export function isOwnAddress(address: string): boolean {
  const version = isIP(address)
  return version !== 0 && own.check(address, version === 4 ? 'ipv4' : 'ipv6')
}
