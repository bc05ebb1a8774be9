import { BlockList, isIP } from 'node:net'

/** Whether an address, as a socket reports it, is in a set of networks. */
export type IsIn = (address: string | undefined) => boolean

/** Pure: a test for a list of addresses and networks, as the configuration has checked them. */
export function networks(list: readonly string[]): IsIn {
  const known = new BlockList()
  for (const entry of list) {
    const [address = '', bits] = entry.split('/')
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6'
    known.addSubnet(address, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family)
  }
  return (address) => {
    const bare = address?.split('%')[0] ?? ''
    const version = isIP(bare)
    // An IPv4 address in the clothes of an IPv6 one is found by the rules for IPv4.
    return version !== 0 && known.check(bare, version === 4 ? 'ipv4' : 'ipv6')
  }
}

/** This machine itself. */
export const isLoopbackAddress: IsIn = networks(['127.0.0.0/8', '::1'])

/**
 * Headers by which a proxy tells about a client. Only the list of X-Forwarded-For is believed, from trusted proxies and
 * counted from the end; the others say the same in other ways, and each way that is read is one more to be lied in.
 */
export const unheardHeaders = [
  ...['forwarded', 'x-real-ip', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'x-forwarded-server'],
  ...['x-forwarded-prefix', 'x-forwarded', 'forwarded-for', 'x-client-ip', 'x-cluster-client-ip', 'true-client-ip'],
  ...['cf-connecting-ip', 'fastly-client-ip', 'x-original-url', 'x-rewrite-url', 'x-http-method-override'],
] as const

/** Whether anything in between has left its mark. */
export function isForwarded(headers: Readonly<Record<string, unknown>>): boolean {
  return ['x-forwarded-for', 'via', ...unheardHeaders].some((name) => headers[name] !== undefined)
}
