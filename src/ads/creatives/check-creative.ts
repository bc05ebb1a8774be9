import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { type DevelopedPicture, type MadeFile, develop, makeMoving } from '#library/ingest'
import { keepBlob, releaseBlobs } from '#platform/blobs'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { showId } from '#platform/ids'
import { defineJob } from '#platform/jobs'
import { Refusal } from '#platform/refusal'
import type { Staged } from '#platform/storage'
import { type Finding, findingsOf } from './check.rules.ts'
import { pictureUsedBy, readCreative, readVersion, uploadUsedBy } from './creative-row.ts'
import { lookAtLanding, noteLanding } from './look-at-landing.ts'

export const OneVersion = z.strictObject({ versionId: z.uuid() })

/** Understands the picture of a version, looks at its landing page, and says what is wrong. */
export const checkCreative = defineJob('ads.check-creative', OneVersion)

/** An ad is never drawn wider than this, on any screen. In pixels. */
export const widestFile = 960
/** The file that a browser loads first for a strip or a corner. In pixels. */
export const firstFile = 480

/**
 * The handler of `checkCreative`. Safe to repeat and to break off anywhere: a version is in the state `checking` until the
 * transaction at its end commits.
 */
export async function checkVersion(ctx: Ctx, { versionId }: z.output<typeof OneVersion>): Promise<void> {
  const found = await ctx.db
    .selectFrom('ads_creative_versions as of')
    .innerJoin('ads_creative_pictures as picture', 'picture.id', 'of.picture_id')
    .where('of.id', '=', versionId)
    .where('of.state', '=', 'checking')
    .select(['of.creative_id', 'of.version', 'of.landing_page', 'picture.id as picture_id', 'picture.upload_hash'])
    .executeTakeFirst()
  if (!found) return
  if (found.upload_hash !== null) await understand(ctx, found.picture_id, found.upload_hash)
  const look = await lookAtLanding(ctx, found.landing_page)
  await inTransaction(ctx, async (tx) => {
    const shown = showId('creative', found.creative_id as Id<'creative'>)
    const creative = await readCreative(tx, shown, undefined, { lock: true }).catch(nothingIfGone)
    // Deleted, or changed while it was looked at: the next version has a look of its own.
    if (!creative || creative.version !== found.version) return
    const version = await readVersion(tx, creative, found.version)
    if (version.state !== 'checking') return
    await noteLanding(tx, versionId, look, 0)
    const measured = await measure(tx, version.pictureId)
    const findings: readonly Finding[] =
      typeof measured === 'string'
        ? [{ check: 'picture', gravity: 'hindrance', reason: measured }]
        : findingsOf({ ...measured, ...version, landing: look.problem })
    if (findings.length > 0) {
      await tx.db
        .insertInto('ads_creative_findings')
        .values(
          findings.map(({ check, gravity, reason }, at) => ({
            ...{ version_id: versionId, position: at + 1, what: check, gravity, reason },
          })),
        )
        .execute()
    }
    const isRefused = findings.some(({ gravity }) => gravity === 'hindrance')
    await tx.db
      .updateTable('ads_creative_versions')
      .set({
        state: isRefused ? 'refused' : 'waiting',
        checked_at: tx.clock.now(),
        ...(isRefused ? { next_look_at: null } : {}),
      })
      .where('id', '=', versionId)
      .execute()
  })
}

function nothingIfGone(error: unknown): null {
  if (error instanceof Refusal && error.code === 'creative-not-found') return null
  throw error
}

/** Makes of an upload the files that are shown, or the reason why there are none. */
async function understand(ctx: Ctx, pictureId: string, hash: string): Promise<void> {
  const outDir = join(ctx.storage.workFolder, `creative-${ctx.chance.bytes(16).toString('hex')}`)
  await mkdir(outDir, { mode: 0o700 })
  try {
    const picture = await develop(ctx.jail, { path: ctx.storage.pathOf(hash), outDir })
    await keepFiles(ctx, pictureId, picture, await filesOf(ctx, picture, outDir))
  } catch (error) {
    if (!(error instanceof Refusal && error.kind === 'invalid')) throw error
    await inTransaction(ctx, (tx) => settle(tx, pictureId, { problem: error.message.slice(0, 1000) }))
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}

interface NewFile extends Pick<MadeFile, 'path' | 'width' | 'height'> {
  readonly isStill: boolean
}

async function filesOf(ctx: Ctx, picture: DevelopedPicture, outDir: string): Promise<readonly NewFile[]> {
  const narrow = <File extends { readonly width: number }>(files: readonly File[]): readonly File[] =>
    files.filter(({ width }, at) => at === 0 || width <= widestFile)
  if (!picture.animated) return narrow(picture.variants).map((file) => ({ ...file, isStill: true }))
  const stills = narrow(picture.stills)
  const moving = picture.variants.length > 0 ? narrow(picture.variants) : await moved(ctx, picture, stills, outDir)
  return [...stills.map((file) => ({ ...file, isStill: true })), ...moving.map((file) => ({ ...file, isStill: false }))]
}

/** What has so much to move that `develop` leaves it. */
async function moved(ctx: Ctx, picture: DevelopedPicture, stills: readonly MadeFile[], outDir: string) {
  const into = join(outDir, 'moving')
  await mkdir(into, { mode: 0o700 })
  const widths = stills.map(({ width }) => width)
  return makeMoving(ctx.jail, { masterPath: picture.master.path, outDir: into, widths })
}

async function keepFiles(
  ctx: Ctx,
  pictureId: string,
  picture: DevelopedPicture,
  files: readonly NewFile[],
): Promise<void> {
  const staged: (NewFile & { readonly copy: Staged })[] = []
  try {
    for (const file of files) staged.push({ ...file, copy: await ctx.storage.stageCopy(file.path) })
    await inTransaction(ctx, async (tx) => {
      const isNew = await settle(tx, pictureId, {
        width: picture.width,
        height: picture.height,
        duration_ms: picture.roundMs,
        rounds: picture.rounds,
        opaque: picture.transparency.verdict !== 'transparent',
        palette: [...picture.palette],
      })
      if (!isNew) return
      for (const { copy, width, height, isStill } of staged) {
        await keepBlob(tx, ctx.storage, copy, pictureUsedBy(pictureId))
        await tx.db
          .insertInto('ads_creative_files')
          .values({
            ...{ picture_id: pictureId, width, height, is_still: isStill },
            ...{ hash: copy.hash, size_bytes: BigInt(copy.sizeBytes) },
          })
          .execute()
      }
    })
  } finally {
    await Promise.all(staged.map(({ copy }) => ctx.storage.discard(copy)))
  }
}

interface PictureFacts {
  readonly width?: number
  readonly height?: number
  readonly duration_ms?: number
  readonly rounds?: number
  readonly opaque?: boolean
  readonly palette?: string[]
  readonly problem?: string
}

/** What was understood of a picture, once. Its upload goes: it may say who made it and where. */
async function settle(tx: TxCtx, pictureId: string, facts: PictureFacts): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('ads_creative_pictures')
    .set({ ...facts, upload_hash: null })
    .where('id', '=', pictureId)
    .where('upload_hash', 'is not', null)
    .executeTakeFirst()
  await releaseBlobs(tx, uploadUsedBy(pictureId))
  return numUpdatedRows > 0n
}

/** The measures of a picture, or why it has none. */
async function measure({ db }: TxCtx, pictureId: string) {
  const picture = await db
    .selectFrom('ads_creative_pictures')
    .where('id', '=', pictureId)
    .select(['width', 'height', 'duration_ms', 'rounds', 'opaque', 'palette', 'problem'])
    .executeTakeFirstOrThrow()
  const { width, height, duration_ms: animationMs, rounds } = picture
  if (width === null || height === null || animationMs === null || rounds === null) {
    return picture.problem ?? 'This picture cannot be read. Save it as PNG or JPEG, and upload that.'
  }
  const files = await db
    .selectFrom('ads_creative_files')
    .where('picture_id', '=', pictureId)
    .where('is_still', '=', animationMs === 0)
    .select(['width', 'size_bytes'])
    .orderBy('width')
    .execute()
  const first = files.findLast((file) => file.width <= firstFile) ?? files[0]
  return {
    ...{ width, height, animationMs, rounds },
    initialBytes: Number(first?.size_bytes ?? 0),
    opaque: picture.opaque ?? true,
    palette: picture.palette,
  }
}
