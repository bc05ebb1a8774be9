import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeKey, makeMember, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { startProduct } from '#test/product'
import { compare, figureOf, quantile } from './kit/compare.ts'
import type { Figure } from './kit/figure.ts'
import { load } from './kit/load.ts'
import { onFirstCore, startBare } from './kit/servers.ts'

const connections = 8
const seconds = 2
const pictures = 60

/** Pages as a browser gets them, compressed, against a bare server that answers the very same bytes from memory. */
export async function bench(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-bench-'))
  const product = await startProduct({ under: onFirstCore })
  const figures: Figure[] = []
  try {
    await makeMember(product, { username: 'ada' })
    const key = await makeKey(product, 'ada')
    let page = ''
    for (let index = 0; index < pictures; index++) {
      const fields = { title: `Copper kettle number ${index}`, tags: 'copper, kettle, still life' }
      page = (await uploadBy(product, key, await cutOut(index, 400), fields)).page
    }
    const origin = product.origin.replace('localhost', '127.0.0.1')
    const headers = { 'accept-encoding': 'br, gzip', accept: 'text/html' }
    for (const [name, path] of [
      ['the home page', '/'],
      ['a search with 60 results', '/search?q=kettle'],
      ['a picture page', new URL(page, origin).pathname],
      ['the sign-in page', '/sign-in'],
    ] as const) {
      const url = `${origin}${path}`
      const { body, contentType, encoding } = await rawPage(url, headers)
      const file = join(folder, 'page')
      writeFileSync(file, body)
      const bare = await startBare(file, { 'content-type': contentType, 'content-encoding': encoding })
      const tookMs: number[] = []
      for (let index = 0; index < 200; index++) {
        const began = performance.now()
        await fetch(url, { headers }).then((answer) => answer.arrayBuffer())
        tookMs.push(performance.now() - began)
      }
      try {
        figures.push(
          figureOf(
            `${name} (${(body.length / 1024).toFixed(1)} kB of HTML), p95 of 200 one after the other`,
            'ms',
            [quantile(tookMs, 0.95)],
            {
              limit: 30,
              is: 'at most',
            },
          ),
          await compare({
            what: name,
            unit: 'requests/s',
            ours: {
              name: 'Vitrine',
              run: async () => (await load({ url, pid: product.pid, connections, seconds, headers })).requestsPerSecond,
            },
            baseline: {
              name: 'bare node:http, the same bytes',
              run: async () => (await load({ ...bare, connections, seconds, headers })).requestsPerSecond,
            },
            pairs: 3,
          }),
        )
      } finally {
        await bare.stop()
      }
    }
    return figures
  } finally {
    await product.remove()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface RawPage {
  readonly body: Buffer
  readonly contentType: string
  readonly encoding: string
}

/** A page as it crosses the wire: `fetch` would take the compression off. */
async function rawPage(url: string, headers: Readonly<Record<string, string>>): Promise<RawPage> {
  const { get } = await import('node:http')
  return new Promise((done, failed) => {
    get(url, { headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const { 'content-type': contentType = '', 'content-encoding': encoding = 'identity' } = answer.headers
        done({ body: Buffer.concat(chunks), contentType, encoding })
      })
    }).on('error', failed)
  })
}
