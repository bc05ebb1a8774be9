import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { readTaxonomy } from './taxonomy-file.rules.ts'

export interface Imported {
  readonly added: number
  /** Had another name, another place, or were gone before. */
  readonly changed: number
  readonly unchanged: number
  /** Were there, and are not in this file. They keep their names and are offered no more. */
  readonly gone: number
}

/**
 * Takes in the published file of the Content Taxonomy 3.1, whole or not at all.
 *
 * @param bytes of the file, as published: TSV in UTF-8
 * @throws Refusal `taxonomy-not-understood`, with a reason for each line
 */
export async function importTaxonomy(ctx: Ctx, bytes: Uint8Array): Promise<Imported> {
  const { categories, problems } = readTaxonomy(textOf(bytes))
  if (Object.keys(problems).length > 0) throw notUnderstood(problems)
  return inTransaction(ctx, async (tx) => {
    // One file at a time, or the counts of two would mix.
    await tx.db.selectFrom('ads_categories').select('id').orderBy('id').forUpdate().execute()
    const before = new Map(
      (
        await tx.db
          .selectFrom('ads_categories')
          .select(['id', 'parent_id', 'name', 'path', 'is_sensitive', 'is_current'])
          .execute()
      ).map((row) => [row.id, row]),
    )
    const next = categories.map(({ id, parentId, name, path, isSensitive }) => ({
      ...{ id, parent_id: parentId, name, path: [...path], is_sensitive: isSensitive, is_current: true },
    }))
    const fresh = next.filter(({ id }) => !before.has(id))
    const different = next.filter((row) => {
      const old = before.get(row.id)
      return old !== undefined && signOf(old) !== signOf(row)
    })
    const ids = new Set(next.map(({ id }) => id))
    const gone = [...before.values()].filter(({ id, is_current }) => is_current && !ids.has(id)).map(({ id }) => id)
    for (let at = 0; at < fresh.length; at += 1000) {
      const some = fresh.slice(at, at + 1000)
      await tx.db
        .insertInto('ads_categories')
        .values(some)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
    }
    for (const { id, ...row } of different) {
      await tx.db.updateTable('ads_categories').set(row).where('id', '=', id).execute()
    }
    if (gone.length > 0) {
      await tx.db.updateTable('ads_categories').set({ is_current: false }).where('id', 'in', gone).execute()
    }
    return {
      added: fresh.length,
      changed: different.length,
      unchanged: next.length - fresh.length - different.length,
      gone: gone.length,
    }
  })
}

interface Row {
  readonly parent_id: string | null
  readonly name: string
  readonly path: readonly string[]
  readonly is_sensitive: boolean
  readonly is_current: boolean
}

const signOf = ({ parent_id, name, path, is_sensitive, is_current }: Row): string =>
  JSON.stringify([parent_id, name, path, is_sensitive, is_current])

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw notUnderstood({ file: 'It is not text in UTF-8.' })
  }
}

const notUnderstood = (fields: Readonly<Record<string, string>>): Refusal =>
  new Refusal(
    'invalid',
    'taxonomy-not-understood',
    'This is not the published file of the Content Taxonomy 3.1. Nothing was changed.',
    { fields },
  )
