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

interface Table {
  readonly name: string
}

/**
 * Everywhere a marker is found in what a product keeps: every row of every table as text and as bytes, every file below
 * the data folder (the files of the database and its log of writes among them), and what it has said on its way.
 *
 * @param marker a text that occurs nowhere else; searched for in UTF-8 and, in rows, as hex too
 * @returns places, one line each; empty where nothing is left
 */
export async function residue(product: Product, marker: string): Promise<readonly string[]> {
  const found: string[] = []
  const tables = await query<Table>(
    product,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const asHex = Buffer.from(marker).toString('hex')
  for (const { name } of tables) {
    const rows = await query(
      product,
      `select 1 from ${name} t where t::text ilike '%' || $1 || '%' or t::text like '%' || $2 || '%' limit 1`,
      [marker, asHex],
    )
    if (rows.length > 0) found.push(`table ${name}`)
  }
  // What is only in memory of the database yet is written to its files first.
  await query(product, 'checkpoint')
  const bytes = Buffer.from(marker)
  for (const entry of readdirSync(product.home, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const has = (() => {
      try {
        return readFileSync(file).includes(bytes)
      } catch (error) {
        // The database removes files while it runs.
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
        throw error
      }
    })()
    if (has) found.push(`file ${relative(product.home, file)}`)
  }
  if (product.said().includes(marker)) found.push('the log')
  return found
}
