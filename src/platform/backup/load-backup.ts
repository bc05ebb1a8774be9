import { Readable } from 'node:stream'
import { knownBlobs, listBlobs } from '#platform/blobs'
import type { Ctx } from '#platform/context'
import { type Connections, type RowsToLoad, findTables, loadTables } from '#platform/db'
import { Refusal } from '#platform/refusal'
import { entriesOf } from './archive.ts'
import { rowsName } from './entries.ts'
import type { ReadBackup } from './read-backup.ts'
import { missingMark } from './resumable.ts'

/**
 * Puts the rows of a backup into a database that has its migrations: all of them, or none.
 *
 * @returns how many
 * @throws Refusal `backup-of-other-tables`
 */
export async function loadRows(pool: Connections, backup: ReadBackup): Promise<number> {
  const shape = (tables: readonly { readonly name: string; readonly columns: readonly string[] }[]): string =>
    JSON.stringify(tables.map(({ name, columns }) => [name, columns.toSorted()]))
  if (shape(await findTables(pool)) !== shape(backup.database.tables)) {
    throw new Refusal(
      'conflict',
      'backup-of-other-tables',
      `The tables of this backup are those of Vitrine ${backup.manifest.vitrine}. Restore it with that version, then upgrade.`,
    )
  }
  // Entries come in the order in which the tables are asked for, so that the file is read through once.
  const entries = backup.read('rows')[Symbol.asyncIterator]()
  const rows: RowsToLoad = {
    tables: backup.database.tables,
    sequences: backup.database.sequences,
    async *read({ name }) {
      const table = backup.database.tables.find((one) => one.name === name)
      for (let number = table?.from ?? 0; number < (table?.to ?? 0); number++) {
        const { value } = await entries.next()
        if (value?.name !== rowsName(number)) throw new Error(`the rows ${number} are not where they should be`)
        yield value.plain
      }
    },
  }
  try {
    return await loadTables(pool, rows)
  } finally {
    await entries.return?.()
  }
}

/** What came of the files. */
export interface LoadedFiles {
  readonly placed: number
  /** Files that rows name and that were not in the backup. */
  readonly missing: number
}

/** Puts the files that rows name into the store, each under the hash of its bytes. Safe to repeat. */
export async function loadFiles(
  ctx: Ctx,
  backup: ReadBackup,
  { onStep, signal }: { readonly onStep?: (done: number, total: number) => void; readonly signal?: AbortSignal } = {},
): Promise<LoadedFiles> {
  let placed = 0
  for await (const { plain } of backup.read('files')) {
    if (signal?.aborted) {
      throw new Refusal('conflict', 'restore-stopped', 'Stopped before the end. Begin it again with the same backup.')
    }
    const files = (await entriesOf(plain)).filter(([name]) => !name.endsWith(missingMark))
    // What was stored after the rows were read belongs to nobody here.
    const known = await knownBlobs(
      ctx,
      files.map(([hash]) => hash),
    )
    for (const [hash, bytes] of files) {
      if (!known.has(hash)) continue
      const staged = await ctx.storage.receive(Readable.from([bytes]), { maxBytes: bytes.length })
      if (staged.hash === hash) {
        await ctx.storage.place(staged)
        placed++
      }
      await ctx.storage.discard(staged)
    }
    onStep?.(placed, backup.manifest.files)
  }
  return { placed, missing: await countMissing(ctx) }
}

async function countMissing(ctx: Ctx): Promise<number> {
  let missing = 0
  for (let after = ''; ;) {
    const blobs = await listBlobs(ctx, after, 1000)
    for (const { hash } of blobs) if (!(await ctx.storage.has(hash))) missing++
    const last = blobs.at(-1)
    if (!last) return missing
    after = last.hash
  }
}
