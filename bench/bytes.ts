import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeKey, makeMember, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { startProduct } from '#test/product'
import { compare } from './kit/compare.ts'
import { isInstalled } from './kit/cpu.ts'
import type { Figure } from './kit/figure.ts'
import { generator, load } from './kit/load.ts'
import { onFirstCore, startBare, startNginx } from './kit/servers.ts'

const connections = 32
const seconds = 3

/** A stored variant by the product, against nginx and against the least Node can do, on the same file; one core each. */
export async function bench(): Promise<readonly Figure[]> {
  process.stdout.write(`load by ${generator}, ${connections} connections, ${seconds} s a run\n`)
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-bench-'))
  const product = await startProduct({ under: onFirstCore })
  try {
    await makeMember(product, { username: 'ada' })
    const image = await uploadBy(product, await makeKey(product, 'ada'), await cutOut(7, 1600))
    const variant = image.variants.find(({ width, format }) => width === 640 && format === 'webp')
    if (!variant) throw new Error('there is no variant of 640 pixels')
    const url = new URL(variant.url, product.origin.replace('localhost', '127.0.0.1')).href
    const served = await fetch(url)
    const bytes = Buffer.from(await served.arrayBuffer())
    writeFileSync(join(folder, 'variant.webp'), bytes)
    const what = `GET a stored variant of ${Math.round(bytes.length / 1024)} kB`

    const headers = { 'content-type': 'image/webp', 'cache-control': 'public, max-age=31536000, immutable' }
    const bare = await startBare(join(folder, 'variant.webp'), headers)
    const nginx = isInstalled('nginx') ? await startNginx(folder, 'variant.webp') : null
    if (!nginx) process.stdout.write('nginx is not installed (apt-get install nginx-light): left out\n')
    const throughput = (of: { url: string; pid: number }) => async (): Promise<number> =>
      (await load({ ...of, connections, seconds })).requestsPerSecond
    const ours = { name: 'Vitrine', run: throughput({ url, pid: product.pid }) }
    try {
      return [
        ...(nginx
          ? [
              await compare({
                what,
                unit: 'requests/s',
                ours,
                baseline: { name: 'nginx', run: throughput(nginx) },
                budget: { limit: 0.5, is: 'at least' },
                pairs: 5,
              }),
            ]
          : []),
        await compare({
          what,
          unit: 'requests/s',
          ours,
          baseline: { name: bare.name, run: throughput(bare) },
          pairs: 3,
        }),
      ]
    } finally {
      await Promise.all([bare.stop(), nginx?.stop()])
    }
  } finally {
    await product.remove()
    rmSync(folder, { recursive: true, force: true })
  }
}
