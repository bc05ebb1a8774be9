import { once } from 'node:events'
import { type RequestListener, createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, type Server, connect } from 'node:net'
import type { Dial, Resolver } from '#platform/outside'
import { makeCertificate } from '#test/certificates'

/**
 * A web for tests: names that lead to public addresses, and behind those real servers on this machine. Nothing of the
 * guard is loosened: it judges the public address and dials it, and only the dialling ends here.
 */
export interface TestWeb {
  readonly resolver: Resolver
  readonly dial: Dial
  readonly authorities: readonly string[]
  /** Where the servers listen that stand for the two ports of the web. */
  readonly ports: Readonly<Record<80 | 443, number>>
  /** Where each name leads; a test may send it elsewhere, also at each question anew. */
  readonly addresses: Map<string, readonly string[] | (() => readonly string[])>
  readonly texts: Map<string, readonly string[]>
  /** What each name answers. A name without a site has no address. */
  readonly sites: Map<string, RequestListener>
  /** Every machine that was dialled, as `machine:port`. */
  readonly dialled: string[]
  /** Every request that came, as `scheme://name/path`. */
  readonly asked: string[]
  /** Names whose machines refuse one of the two ports. */
  readonly deaf: Set<`${string}:${80 | 443}`>
  close(): Promise<void>
}

/** A public address of no company that matters here; every machine of the test web has it unless told otherwise. */
export const publicAddress = '93.184.215.14'

/** @param names for which there is a certificate */
export async function openTestWeb(names: readonly string[]): Promise<TestWeb> {
  const { cert, key } = await makeCertificate({ names })
  const sites = new Map<string, RequestListener>()
  const asked: string[] = []
  const answering =
    (scheme: string): RequestListener =>
    (request, response) => {
      const name = request.headers.host ?? ''
      asked.push(`${scheme}://${name}${request.url}`)
      const site = sites.get(name)
      if (site) site(request, response)
      else response.writeHead(421).end()
    }
  const plain = createServer(answering('http'))
  const secure = createSecureServer({ cert, key }, answering('https'))
  const portOf = async (server: Server): Promise<number> => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const ports = { 80: await portOf(plain), 443: await portOf(secure) }
  // A port on which nobody listens.
  const closed = createServer()
  const closedPort = await portOf(closed)
  closed.close()

  const addresses: TestWeb['addresses'] = new Map()
  const texts: TestWeb['texts'] = new Map()
  const dialled: string[] = []
  const deaf: TestWeb['deaf'] = new Set()
  const leadTo = (name: string): readonly string[] => {
    const given = addresses.get(name)
    if (given) return typeof given === 'function' ? given() : given
    return sites.has(name) ? [publicAddress] : []
  }
  let lastName = ''
  return {
    resolver: {
      addresses: async (name) => {
        lastName = name
        return leadTo(name)
      },
      texts: async (name) => texts.get(name) ?? [],
    },
    dial(machine, port) {
      dialled.push(`${machine}:${port}`)
      const isDeaf = deaf.has(`${lastName}:${port as 80 | 443}`)
      return connect({ host: '127.0.0.1', port: isDeaf ? closedPort : ports[port as 80 | 443] })
    },
    authorities: [cert],
    ports,
    addresses,
    texts,
    sites,
    dialled,
    asked,
    deaf,
    async close() {
      for (const server of [plain, secure]) {
        server.closeAllConnections()
        server.close()
      }
      await Promise.all([plain, secure].filter((server) => server.listening).map((server) => once(server, 'close')))
    },
  }
}
