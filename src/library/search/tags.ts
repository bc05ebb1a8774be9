import { sql } from 'kysely'
import * as z from 'zod'
import type { AnyCtx } from '#platform/context'
import { normaliseTag } from './words.rules.ts'

export interface CountedTag {
  readonly tag: string
  readonly pictures: number
}

export const CompleteTagInput = z.strictObject({ prefix: z.string().max(200).transform(normaliseTag) })
export type CompleteTagInput = z.input<typeof CompleteTagInput>

/** Completions shown at once. */
const completions = 10

/** Tags of public pictures that begin so, the commonest first. None for an empty beginning. */
export async function completeTag(ctx: AnyCtx, input: CompleteTagInput): Promise<CountedTag[]> {
  const { prefix } = CompleteTagInput.parse(input)
  if (prefix === '') return []
  return (
    ctx.db
      .selectFrom('library_search_tags')
      .select(['tag', 'pictures'])
      .where('tag', '>=', prefix)
      // U+10FFFF sorts after whatever may follow the prefix.
      .where('tag', '<', sql<string>`${prefix}::text || chr(1114111)`)
      .orderBy('pictures', 'desc')
      .orderBy('tag')
      .limit(completions)
      .execute()
  )
}

export const PopularTagsInput = z.strictObject({ limit: z.int().min(1).max(100) })
export type PopularTagsInput = z.output<typeof PopularTagsInput>

/** The tags that most public pictures have. */
export async function popularTags(ctx: AnyCtx, { limit }: PopularTagsInput): Promise<CountedTag[]> {
  return ctx.db
    .selectFrom('library_search_tags')
    .select(['tag', 'pictures'])
    .orderBy('pictures', 'desc')
    .orderBy('tag')
    .limit(limit)
    .execute()
}
