import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Product } from '#test/product'
import { type Database, openDatabase } from '#platform/db'
import { openLog } from '#platform/log'
import { startPostgres } from '#platform/postgres'

/** Makes a member and a key of theirs. @returns the header */
export async function keyFor(product: Pick<Product, 'command'>, username: string): Promise<Key> {
  const email = `${username}@example.org`
  const made = await product.command(
    ['member', 'create', '--username', username, '--email', email, '--password-stdin', '--verified'],
    'a lantern in the fog\n',
  )
  assert.equal(made.code, 0, made.stderr)
  const scopes = 'images:read,images:write'
  const keyed = await product.command(['api-key', 'create', '--member', username, '--scopes', scopes, '--json'])
  assert.equal(keyed.code, 0, keyed.stderr)
  return { authorization: `Bearer ${(JSON.parse(keyed.stdout) as { key: string }).key}` }
}

/** Another connection to the database of a running product. Close it before the product stops. */
export async function besideDatabase(home: string): Promise<Database & { readonly end: () => Promise<void> }> {
  const postgres = await startPostgres({ home })
  assert.ok(postgres.joined, 'the product runs')
  const connection = { ...postgres.connection, database: 'postgres' }
  const database = openDatabase({ connection, connectionsMax: 2, log: openLog({ level: 'warn' }) })
  return {
    ...database,
    end: async () => {
      await database.close()
      await postgres.stop()
    },
  }
}

/** How many rows each table has, and every file of the store. */
export async function contentsOf({ pool }: Database, home: string): Promise<Readonly<Record<string, unknown>>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_catalog.pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const { rows } = await pool.query<{ count: bigint }>(`select count(*) from ${name}`)
    counts[name] = Number(rows[0]?.count)
  }
  // Kinds of work that were done once stay listed by their name.
  delete counts['graphile_worker._private_tasks']
  // How many answers there were, refusals too, is written when the minute is over.
  for (const name of Object.keys(counts)) if (name.startsWith('public.privacy_statistics_')) delete counts[name]
  const entries = readdirSync(join(home, 'blobs'), { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => !entry.isDirectory() || entry.parentPath.endsWith('incoming'))
  return { ...counts, files: files.map(({ name }) => name).sort() }
}

/** Waits until queued work has taken away what a refused upload had brought; fails where something stays. */
export async function nothingMore(
  contents: () => Promise<Readonly<Record<string, unknown>>>,
  than: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      assert.deepEqual(await contents(), than)
      return
    } catch {
      await sleep(100)
    }
  }
  assert.deepEqual(await contents(), than)
}

/** Memory of a process, bytes: what it holds now, and the most it ever held. */
export function memoryOf(pid: number): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1])
  return { now: kilobytes('VmRSS') * 1024, most: kilobytes('VmHWM') * 1024 }
}

/** Sends bytes as they are and gives everything that comes back until the other side closes, or `patienceMs` pass. */
export async function talk(
  origin: string,
  bytes: readonly (string | Buffer)[],
  { patienceMs = 5_000, cut = false } = {},
): Promise<string> {
  const { port } = new URL(origin)
  const socket = connect(Number(port), 'localhost')
  const closed = new Promise((done) => socket.once('close', done))
  await once(socket, 'connect')
  let heard = ''
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')))
  socket.on('error', () => {})
  for (const chunk of bytes) {
    socket.write(chunk)
    await sleep(5)
  }
  if (cut) {
    await sleep(100)
    socket.resetAndDestroy()
    return heard
  }
  await Promise.race([closed, sleep(patienceMs)])
  socket.destroy()
  return heard
}

/** A form by hand, so that it can be wrong. Bytes as values are files. */
export function formOf(parts: readonly (readonly [head: string, value: string | Buffer])[], end = '--b--\r\n'): Buffer {
  return Buffer.concat([
    ...parts.flatMap(([head, value]) => [
      Buffer.from(`--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n`, 'latin1'),
      Buffer.from(value as string, 'latin1'),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(end),
  ])
}
export const formType = { 'content-type': 'multipart/form-data; boundary=b' } as const

export type Key = { readonly authorization: string }

/** What these tests look at of an image or a refusal. */
export interface Image {
  readonly id: string
  readonly code?: string
  readonly download: string
  readonly variants: readonly { readonly url: string }[]
}

/** Uploads a file by the API. */
export function send(product: Product, key: Key, bytes: Buffer, name: string): Promise<Response> {
  const body = formOf([[`name="file"; filename="${name}"`, bytes]])
  return fetch(`${product.origin}/api/v1/images`, {
    method: 'POST',
    headers: { ...key, ...formType },
    body: body as Buffer<ArrayBuffer>,
  })
}
