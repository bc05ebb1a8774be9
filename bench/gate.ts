import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '#platform/postgres'
import { type Product, startProduct } from '#test/product'
import { compare, quantile } from './kit/compare.ts'
import type { Figure } from './kit/figure.ts'
import { fillWithKettles } from './kit/pictures.ts'

const pictures = 12
const asked = 400

/**
 * Pages of a product whose database denies what no declaration gives, against the same product where everything acts as
 * the owner: one PostgreSQL, two databases, and a user for the second who may not make roles.
 */
export async function bench(): Promise<readonly Figure[]> {
  const home = mkdtempSync(join(tmpdir(), 'vitrine-bench-gate-'))
  const postgres = await startPostgres({ home })
  const { host, port, user, password } = postgres.connection
  const admin = new pg.Client({ ...postgres.connection, database: 'postgres' })
  await admin.connect()
  await admin.query('create database gated')
  await admin.query(`create role plain login password 'plain'`)
  await admin.query('create database ungated owner plain')
  await admin.end()
  const urlOf = (name: string, as: string, word: string): string =>
    `postgres://${as}:${word}@/${name}?host=${encodeURIComponent(host)}&port=${port}`
  const products: Product[] = []
  try {
    const gated = await withPictures(urlOf('gated', user, password), products)
    const ungated = await withPictures(urlOf('ungated', 'plain', 'plain'), products)
    const figures: Figure[] = []
    for (const [what, path] of [
      ['a picture page', (page: string) => page],
      ['a search with 12 results', () => '/search?q=kettle'],
    ] as const) {
      figures.push(
        await compare({
          what: `${what}, p95 of ${asked} one after the other`,
          unit: 'ms',
          ours: { name: 'Vitrine', run: () => p95(gated.product, path(gated.page)) },
          baseline: { name: 'the same, everything as the owner', run: () => p95(ungated.product, path(ungated.page)) },
          pairs: 9,
          budget: { limit: 1.03, is: 'at most' },
        }),
      )
    }
    return figures
  } finally {
    for (const product of products) await product.remove()
    await postgres.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

async function withPictures(
  url: string,
  products: Product[],
): Promise<{ readonly product: Product; readonly page: string }> {
  const product = await startProduct({ environment: { DATABASE_URL: url } })
  products.push(product)
  return { product, page: await fillWithKettles(product, pictures, 200) }
}

async function p95({ origin }: Product, path: string): Promise<number> {
  const tookMs: number[] = []
  for (let index = 0; index < asked; index++) {
    const began = performance.now()
    await fetch(`${origin}${path}`, { headers: { accept: 'text/html' } }).then((answer) => answer.arrayBuffer())
    tookMs.push(performance.now() - began)
  }
  return quantile(tookMs, 0.95)
}
