/**
 * Loaded into a started product before its own first line: questions to the DNS are answered by the test, and machines
 * with the public address of the test web are dialled at the servers of the test. The product knows nothing of it, and
 * its guard judges every address as ever.
 */
import { Resolver } from 'node:dns/promises'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

interface Lead {
  /** Who answers what the DNS would: `/addresses/NAME` and `/texts/NAME`, a list as JSON. */
  readonly answersAt: string
  readonly publicAddress: string
  /** Where the servers of the test listen that stand for the two ports of the web. */
  readonly ports: Readonly<Record<80 | 443, number>>
}

const { answersAt, publicAddress, ports } = JSON.parse(process.env['VITRINE_TEST_WEB'] ?? '') as Lead

const connect = net.connect
type Target = { readonly host?: string; readonly port?: number }
net.connect = net.createConnection = function (this: unknown, ...given: never[]) {
  const { host, port } = (given[0] ?? {}) as Target
  const isOfWeb = host === publicAddress && (port === 80 || port === 443)
  return isOfWeb ? connect({ host: '127.0.0.1', port: ports[port] }) : Reflect.apply(connect, net, given)
} as typeof net.connect
syncBuiltinESMExports()

async function answer(what: 'addresses' | 'texts', name: string): Promise<readonly string[]> {
  const all = (await (await fetch(`${answersAt}/${what}/${name}`)).json()) as readonly string[]
  if (all.length === 0) throw Object.assign(new Error(`no ${what} of ${name}`), { code: 'ENODATA' })
  return all
}

Object.assign(Resolver.prototype, {
  resolve4: (name: string) => answer('addresses', name),
  resolve6: async () => [],
  resolveTxt: async (name: string) => (await answer('texts', name)).map((text) => [text]),
})
