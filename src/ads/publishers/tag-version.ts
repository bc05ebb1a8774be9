import { createHash } from 'node:crypto'
import type { AnyCtx, Ctx } from '#platform/context'

/**
 * Keeps the script that the house serves from now on. Each version stays, so that the address of a version answers for good.
 *
 * @param script as it was built
 */
export async function keepTag(ctx: Ctx, script: Buffer): Promise<void> {
  const served_at = ctx.clock.now()
  await ctx.db
    .insertInto('ads_tag_versions')
    .values({ version: versionOf(script), script, served_at })
    .onConflict((same) => same.column('version').doUpdateSet({ served_at }))
    .execute()
}

/** @returns the bytes that have had this version since they were first served, or null */
export async function findTag(ctx: Ctx, version: string): Promise<Buffer | null> {
  const row = await ctx.db
    .selectFrom('ads_tag_versions')
    .where('version', '=', version)
    .select('script')
    .executeTakeFirst()
  return row?.script ?? null
}

export interface TagVersion {
  readonly version: string
  /** What browsers compare the bytes with (SRI, W3C): the name of the hash and the hash in base64. */
  readonly integrity: string
}

/** @returns the version that is served now; null where this house has served none yet */
export async function presentTag(ctx: AnyCtx): Promise<TagVersion | null> {
  const row = await ctx.db
    .selectFrom('ads_tag_versions')
    .select(['version', 'script'])
    .orderBy('served_at', 'desc')
    .orderBy('version')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return { version: row.version, integrity: `sha384-${createHash('sha384').update(row.script).digest('base64')}` }
}

/** 80 bits of the hash of the bytes: nobody makes another script of the same version by chance. */
const versionOf = (script: Buffer): string => createHash('sha256').update(script).digest('hex').slice(0, 20)
