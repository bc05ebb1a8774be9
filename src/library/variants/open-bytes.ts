import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { render } from '#library/ingest'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import type { Turns } from '#platform/throttle'
import { saveVariants } from './save-variants.ts'
import type { Master, VariantFormat } from './variant.ts'
import { isMadeOnRequest } from './width.rules.ts'

/** Which rendition is wanted, and of what. Whether the asker may have it is the caller's business. */
export interface Wanted {
  readonly imageId: Id<'image'>
  readonly version: number
  readonly width: number
  readonly format: VariantFormat
  readonly master: Master
}

export interface Bytes {
  readonly hash: string
  readonly sizeBytes: number
}

/**
 * So many are made at once by one process: each holds a connection for as long as it takes. The line behind them is long
 * enough for a gallery whose renditions are all missing, and bounded.
 */
const turns: Turns = { name: 'library/variants make', atOnce: 4, waitingMax: 400 }
/** Sets these locks apart from others of the database; arbitrary and fixed. */
const lockSpace = 746_173
/** How soon one that is being made by another process is looked for again. */
const lookAgainMs = 50

/** What is being made at this moment, in this process: one for each database that it is connected to. */
const making = new WeakMap<Ctx['db'], Map<string, Promise<Bytes | null>>>()

/**
 * The bytes of a rendition, made now where they do not exist; null where this one is not offered.
 *
 * However many ask at once, also of several processes that share the database, it is made once, and then kept. Where
 * making it fails, it fails for all who wait, and whoever asks next has it tried anew.
 *
 * @throws Refusal `too-busy`
 */
export async function openBytes(ctx: Ctx, wanted: Wanted): Promise<Bytes | null> {
  const { width, format, master } = wanted
  if (width === master.width && format === master.format) return { hash: master.hash, sizeBytes: master.sizeBytes }
  const found = await findBytes(ctx.db, wanted)
  if (found) return found
  if (!isMadeOnRequest(master, width, format)) return null

  const here = making.get(ctx.db) ?? new Map<string, Promise<Bytes | null>>()
  making.set(ctx.db, here)
  const key = `${wanted.imageId} ${wanted.version} ${width} ${format}`
  const begun = here.get(key) ?? makeAlone(ctx, wanted, key).finally(() => here.delete(key))
  here.set(key, begun)
  return begun
}

/** Makes it, or waits for the process that does. */
async function makeAlone(ctx: Ctx, wanted: Wanted, key: string): Promise<Bytes | null> {
  for (;;) {
    const made = await ctx.throttle.inTurn(turns, () => makeIfFree(ctx, wanted, key))
    if (made !== 'taken') return made
    await sleep(lookAgainMs)
  }
}

/** The lock is of the connection, so it ends with the process, however that ends. */
async function makeIfFree(ctx: Ctx, wanted: Wanted, key: string): Promise<Bytes | null | 'taken'> {
  return ctx.db.connection().execute(async (db) => {
    const lock = sql`${lockSpace}::int, hashtext(${key})`
    const { rows } = await sql<{ free: boolean }>`select pg_try_advisory_lock(${lock}) as free`.execute(db)
    if (!rows[0]?.free) return 'taken'
    try {
      // Whoever held the lock before may have made it since we looked.
      return (await findBytes(db, wanted)) ?? (await makeBytes(ctx, wanted))
    } finally {
      await sql`select pg_advisory_unlock(${lock})`.execute(db)
    }
  })
}

async function findBytes(db: Ctx['db'], { imageId, version, width, format }: Wanted): Promise<Bytes | null> {
  const row = await db
    .selectFrom('library_variants')
    .where('image_id', '=', imageId)
    .where('version', '=', version)
    .where('width', '=', width)
    .where('format', '=', format)
    .select(['blob_hash', 'size_bytes'])
    .executeTakeFirst()
  return row ? { hash: row.blob_hash, sizeBytes: row.size_bytes } : null
}

async function makeBytes(ctx: Ctx, wanted: Wanted): Promise<Bytes | null> {
  const { width, format, master } = wanted
  const outPath = join(ctx.storage.workFolder, `render-${ctx.chance.bytes(16).toString('hex')}`)
  try {
    const made = await render(ctx.jail, { masterPath: ctx.storage.pathOf(master.hash), width, format, outPath })
    // Hashed again out here: what a decoder says of its own file is not taken as the name to store it under.
    const staged = await ctx.storage.stageCopy(made.path)
    try {
      await inTransaction(ctx, (tx) =>
        saveVariants(tx, ctx.storage, wanted, [{ width: made.width, height: made.height, format, staged }]),
      )
    } finally {
      await ctx.storage.discard(staged)
    }
  } catch (error) {
    if (isGone(error)) return null
    throw error
  } finally {
    await rm(outPath, { force: true })
  }
  return findBytes(ctx.db, wanted)
}

/** The picture was purged while its rendition was made: PostgreSQL 23503, or there is no master to read any more. */
function isGone(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown }
  return code === '23503' || code === 'ENOENT'
}
