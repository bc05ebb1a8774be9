import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { ZipFile } from 'yazl'
import { makeKey, makeMember, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'
import { compare, figureOf, quantile } from './kit/compare.ts'
import type { Figure } from './kit/figure.ts'

const pictures = 1000
const pictureBytes = 500_000

/** Everything of a member with a thousand pictures as a zip, against a bare yazl that puts the same files into one. */
export async function bench(): Promise<readonly Figure[]> {
  const product = await startProduct()
  try {
    await makeMember(product, { username: 'ada' })
    const authorization = await makeKey(product, 'ada', 'images:read,images:write,me:read')
    await uploadBy(product, authorization, await cutOut(1, 600), { title: 'one of a thousand' })
    const paths = await multiply(product)
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

/** Makes the one picture a thousand, each with a file of its own. @returns where the files lie */
async function multiply(product: Product): Promise<readonly string[]> {
  const hashes: string[] = []
  const paths: string[] = []
  for (let at = 0; at < pictures - 1; at += 1) {
    const bytes = randomBytes(pictureBytes)
    const hash = createHash('sha256').update(bytes).digest('hex')
    const path = join(product.home, 'blobs', hash.slice(0, 2), hash.slice(2, 4), hash)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
    hashes.push(hash)
    paths.push(path)
  }
  const [columns] = await query<{ names: string }>(
    product,
    `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
     where table_name = 'library_images'
       and column_name not in ('id', 'content_hash', 'pixel_hash', 'master_hash', 'size_bytes')`,
  )
  await query(
    product,
    `with made as (
       insert into library_images (id, content_hash, pixel_hash, master_hash, size_bytes, ${columns?.names})
       select gen_random_uuid(), hash, hash, hash, ${pictureBytes}, ${columns?.names}
       from library_images, unnest($1::text[]) as hash returning id, master_hash
     ), blobs as (
       insert into platform_blobs (hash, size_bytes, created_at) select master_hash, ${pictureBytes}, now() from made
     ), uses as (
       insert into platform_blob_uses (hash, used_by) select master_hash, 'library_images:' || id from made
     )
     insert into library_variants (image_id, version, width, height, format, blob_hash, size_bytes)
     select made.id, version, width, height, format, blob_hash, size_bytes from made, library_variants`,
    [hashes],
  )
  return paths
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
