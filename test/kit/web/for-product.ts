import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestWeb, openTestWeb, publicAddress } from './test-web.ts'

/** A web that a started product reaches: give it `environment`. */
export interface WebForProduct extends TestWeb {
  readonly environment: Readonly<Record<string, string>>
}

/** @param names for which there is a certificate, which the product trusts */
export async function openWebForProduct(names: readonly string[]): Promise<WebForProduct> {
  const web = await openTestWeb(names)
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-web-'))
  const authority = join(folder, 'authority.pem')
  writeFileSync(authority, web.authorities.join('\n'))
  const answers = createServer(({ url = '' }, response) => {
    const [, what, name = ''] = url.split('/')
    const { resolver } = web
    const signal = AbortSignal.timeout(5000)
    const found = what === 'texts' ? resolver.texts(name, signal) : resolver.addresses(name, signal)
    void found.then((all) => response.end(JSON.stringify(all)))
  }).listen(0, '127.0.0.1')
  await once(answers, 'listening')
  const { port } = answers.address() as AddressInfo
  const lead = { answersAt: `http://127.0.0.1:${port}`, publicAddress, ports: web.ports }
  return {
    ...web,
    environment: {
      NODE_OPTIONS: `--import=${join(import.meta.dirname, 'lead-outside.ts')}`,
      NODE_EXTRA_CA_CERTS: authority,
      VITRINE_TEST_WEB: JSON.stringify(lead),
    },
    async close() {
      answers.closeAllConnections()
      answers.close()
      await Promise.all([once(answers, 'close'), web.close()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
