import { once } from 'node:events'
import { createWriteStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { ZipFile } from 'yazl'
import { makeKey, makeMember, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { compare, figureOf, quantile } from './kit/compare.ts'
import type { Figure } from './kit/figure.ts'
import { multiplyPicture } from './kit/pictures.ts'

const pictures = 1000
const pictureBytes = 500_000

/** Everything of a member with a thousand pictures as a zip, against a bare yazl that puts the same files into one. */
export async function bench(): Promise<readonly Figure[]> {
  const product = await startProduct()
  try {
    await makeMember(product, { username: 'ada' })
    const authorization = await makeKey(product, 'ada', 'images:read,images:write,me:read')
    await uploadBy(product, authorization, await cutOut(1, 600), { title: 'one of a thousand' })
    const paths = await multiplyPicture(product, 'ada', pictures, pictureBytes)
    const seconds: number[] = []
    const ours = async (): Promise<number> => {
      const took = await secondsOf(() => makeOne(product, authorization))
      seconds.push(took)
      return took
    }
    const ratio = await compare({
      what: `a zip of everything held on a member with ${pictures} pictures of ${pictureBytes / 1000} kB`,
      unit: 's',
      ours: { name: 'Vitrine', run: ours },
      baseline: {
        name: 'a bare yazl with the same files',
        run: () => secondsOf(() => zipBare(paths, join(product.home, 'bare.zip'))),
      },
      pairs: 5,
    })
    const p95 = quantile(seconds.slice(1), 0.95)
    return [ratio, figureOf('the same, p95', 's', [p95], { limit: 60, is: 'at most' })]
  } finally {
    await product.remove()
  }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** From the request until it is ready. */
async function makeOne({ origin }: Product, authorization: string): Promise<void> {
  const begun = await fetch(`${origin}/api/v1/me/export`, { method: 'POST', headers: { authorization } })
  const at = begun.headers.get('location')
  if (begun.status !== 202 || at === null) throw new Error(`the export answers ${begun.status}`)
  for (;;) {
    const { status } = (await fetch(at, { headers: { authorization } }).then((answer) => answer.json())) as {
      status: string
    }
    if (status === 'ready') return
    await sleep(50)
  }
}

async function zipBare(paths: readonly string[], to: string): Promise<void> {
  const zip = new ZipFile()
  for (const [index, path] of paths.entries()) zip.addFile(path, `pictures/${index}`, { compress: false })
  const written = createWriteStream(to, { flush: true })
  zip.end()
  await pipeline(zip.outputStream, written)
  if (!written.closed) await once(written, 'close')
  rmSync(to)
}
