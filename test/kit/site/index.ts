import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { allStores, furnishHouse, putHouse } from '#app'
import { openTestCtx } from '#test/house'
import { builtSite, openWire } from '#wire'
import { buildSite, builtSiteFolder } from '../../../src/cli/build-site.ts'
import { builtTag } from '../../../src/cli/build-tag.ts'
import { type TestWire, wireOn } from '../../../src/wire/wire.fixtures.ts'

/** Wire and built site on a test house, listening. One at a time: a process has one house. */
export interface TestSite extends TestWire {
  /** Asks over a connection; no redirect is followed. */
  fetch(target: string, asked?: Asked): Promise<Answer>
}

export interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

export async function openTestSite(): Promise<TestSite> {
  await buildSite(() => {})
  const tag = await builtTag(() => {})
  const t = await openTestCtx({ stores: allStores, roles: true })
  const house = furnishHouse(t.ctx)
  putHouse(house)
  const wire = await wireOn(t, await openWire({ house, openSite: () => builtSite(builtSiteFolder), tag }))
  await wire.server.listen({ port: 0, host: '127.0.0.1' })
  const { port } = wire.server.server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  return {
    ...wire,
    fetch: (target, asked) => ask(port, agent, target, asked),
    async close() {
      agent.destroy()
      await wire.close()
      putHouse(undefined)
    },
  }
}

/** As it is: `fetch` would put odd addresses right and hide fields. */
function ask(
  port: number,
  agent: Agent,
  path: string,
  { method = 'GET', headers = {}, body }: Asked = {},
): Promise<Answer> {
  return new Promise((done, failed) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => void chunks.push(chunk))
      answer.on('error', failed)
      answer.on('end', () =>
        done({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() }),
      )
    })
    sent.on('error', failed)
    sent.end(body)
  })
}
