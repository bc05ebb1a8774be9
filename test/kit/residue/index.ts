import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import pg from 'pg'
import { startPostgres } from '#platform/postgres'
import type { Product } from '#test/product'

/** Asks the database of a product that runs on a folder of its own. */
export async function query<Row extends object>(
  product: Pick<Product, 'home'>,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const joined = await startPostgres({ home: product.home })
  const client = new pg.Client({ ...joined.connection, database: 'postgres' })
  await client.connect()
  try {
    return (await client.query<Row>(sql, [...values])).rows
  } finally {
    await client.end()
    await joined.stop()
  }
}

/**
 * Everywhere markers are found in what a product keeps: every row of every table as text and as bytes, every file below
 * the data folder (the files of the database and its log of writes among them), and what it has said on its way.
 *
 * @param markers texts that occur nowhere else; searched for in UTF-8 and, in rows, as hex too
 * @returns for each marker the places, one line each; empty where nothing is left
 */
export async function residues(
  product: Product,
  markers: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>(markers.map((marker) => [marker, []]))
  const note = (place: string, has: (marker: string) => boolean): void => {
    for (const [marker, places] of found) if (has(marker)) places.push(place)
  }
  const tables = await query<{ name: string }>(
    product,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const hexOf = new Map(markers.map((marker) => [marker, Buffer.from(marker).toString('hex')]))
  for (const { name } of tables) {
    const rows = await query<{ line: string }>(product, `select lower(t::text) as line from ${name} t`)
    const text = rows.map(({ line }) => line).join('\n')
    note(`table ${name}`, (marker) => text.includes(marker.toLowerCase()) || text.includes(hexOf.get(marker) ?? ''))
  }
  // What is only in memory of the database yet is written to its files first.
  await query(product, 'checkpoint')
  for (const entry of readdirSync(product.home, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const bytes = readIfThere(file)
    note(`file ${relative(product.home, file)}`, (marker) => bytes.includes(marker))
  }
  note('the log', (marker) => product.said().includes(marker))
  return found
}

/** The database removes files while it runs. */
function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

/** The same for one marker. */
export const residue = async (product: Product, marker: string): Promise<readonly string[]> =>
  (await residues(product, [marker])).get(marker) ?? []
