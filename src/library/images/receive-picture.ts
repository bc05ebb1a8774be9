import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { type Actor, type Member, requireActive, requireStaying, signInNeeded } from '#accounts/people'
import { inspect } from '#library/ingest'
import { licenceUnlessGiven } from '#library/licences'
import { keepBlob } from '#platform/blobs'
import { type Ctx, inTransaction } from '#platform/context'
import { type Id, newId } from '#platform/ids'
import { counter } from '#platform/metrics'
import { Refusal } from '#platform/refusal'
import { giveConsent } from '#privacy/consent'
import type { Staged } from '#platform/storage'
import { developPicture } from './develop-picture.ts'
import { imageFields, unlessEmpty } from './fields.ts'
import { type ImageRow, type ImageView, imageColumns, imageNotFound, uploadUsedBy } from './image.ts'
import { presentImage } from './present-images.ts'

/** What comes with a file. Form, API and command line parse with it. */
export const ReceiveInput = z.strictObject({
  title: imageFields.title.default(''),
  description: imageFields.description.default(''),
  alt: imageFields.alt.default(''),
  tags: imageFields.tags.default([]),
  licence: unlessEmpty(imageFields.licence).transform((licence) => licence ?? licenceUnlessGiven),
  attribution: imageFields.attribution.default(''),
  visibility: unlessEmpty(imageFields.visibility).transform((visibility) => visibility ?? 'public'),
  /** The tick under the sentence that names the country of storage. */
  agreeRegion: z.union([z.literal('on'), z.literal(true)]).optional(),
  /** Version of that sentence, as the page that was sent showed it. */
  agreeRegionWording: z.coerce.number().int().optional(),
})
export type ReceiveInput = z.output<typeof ReceiveInput>

export interface ReceivedPicture {
  /** `processing`: taken and safe, but not understood yet. */
  readonly outcome: 'created' | 'processing' | 'duplicate'
  /** Of a duplicate: whether the file is the same, or only what it shows. */
  readonly duplicate?: 'exact' | 'pixels'
  readonly image: ImageView
}

const uploads = counter('vitrine_images_uploads_total', 'Uploads, by what became of them.', {
  outcome: ['created', 'processing', 'duplicate', 'refused', 'failed'],
})

/** So long an upload waits for its picture to be understood; whatever takes longer is answered as being processed. */
const patienceMs = 3000
const pollMs = 40
/** A race for the same file can be lost to an upload that is then refused or deleted; then ours has its turn. */
const turnsMax = 3

/**
 * Takes an upload. Once this returns, the picture survives any crash; once it throws, nothing of it is stored.
 *
 * The same file from the same member, also in a race, is one picture; so are the same pixels in another file. Of what
 * others have, nobody is told.
 *
 * @param staged what `ctx.storage.receive` gave; it is taken over or thrown away
 * @throws Refusal `sign-in-needed`, `scope-missing`, `verify-first`, `storage-region-not-agreed`, `wording-changed`,
 * those of `inspect` and `develop`
 */
export async function receivePicture(
  ctx: Ctx,
  actor: Actor,
  staged: Staged,
  input: ReceiveInput,
): Promise<ReceivedPicture> {
  try {
    const received = await takeUpload(ctx, actor, staged, input)
    ctx.metrics.count(uploads, { outcome: received.outcome })
    return received
  } catch (error) {
    ctx.metrics.count(uploads, { outcome: error instanceof Refusal ? 'refused' : 'failed' })
    throw error
  } finally {
    await ctx.storage.discard(staged)
  }
}

async function takeUpload(ctx: Ctx, actor: Actor, staged: Staged, input: ReceiveInput): Promise<ReceivedPicture> {
  const member = requireActive(actor, 'images:write')
  requireAgreement(ctx, member, input)
  await inspect(ctx.jail, staged.path)
  for (let turn = 0; turn < turnsMax; turn += 1) {
    const claim = await claimPicture(ctx, member, staged, input)
    if (!claim) continue
    const row = await waitFor(ctx, claim.imageId)
    if (row) return await answer(ctx, member, claim.isNew, row)
    // Deleted by its owner while it was waited for.
    if (claim.isNew) throw imageNotFound()
  }
  throw new Refusal('conflict', 'picture-contested', 'This picture is being uploaded and deleted at once. Try again.')
}

/** Promise G-35: told where it is stored, and agreed. Who holds a key agreed when they made their account. */
function requireAgreement(ctx: Ctx, member: Member, input: ReceiveInput): void {
  if (input.agreeRegion !== undefined || member.via.kind !== 'session') return
  const message = `Pictures are stored in this country: ${ctx.config.operator.region}. Tick that you agree, or do not upload.`
  throw new Refusal('invalid', 'storage-region-not-agreed', message, { fields: { agreeRegion: message } })
}

interface Claim {
  readonly imageId: Id<'image'>
  readonly isNew: boolean
}

/**
 * Makes the row and keeps the file, or finds the one that has the same file; null where that one has just gone.
 *
 * @throws Refusal `sign-in-needed` where the account was erased a moment ago: PostgreSQL 23503
 */
async function claimPicture(ctx: Ctx, member: Member, staged: Staged, input: ReceiveInput): Promise<Claim | null> {
  return claimInside(ctx, member, staged, input).catch((error: unknown) => {
    throw (error as { readonly code?: unknown }).code === '23503' ? signInNeeded() : error
  })
}

async function claimInside(ctx: Ctx, member: Member, staged: Staged, input: ReceiveInput): Promise<Claim | null> {
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now()
    const imageId = newId<'image'>(tx)
    const region = ctx.config.operator.region
    // Only where the sentence was shown: who holds a key was asked when they made their account.
    if (member.via.kind === 'session' && input.agreeRegion !== undefined) {
      await giveConsent(tx, {
        personId: member.personId,
        what: 'storage-region',
        named: region,
        version: input.agreeRegionWording,
        channel: 'form',
      })
    }
    // Waits for a racing upload of the same file to commit, and then does nothing.
    const made = await tx.db
      .insertInto('library_images')
      .values({
        id: imageId,
        owner_id: member.personId,
        status: 'processing',
        visibility: input.visibility,
        title: input.title,
        description: input.description,
        alt: input.alt,
        tags: [...input.tags],
        licence: input.licence,
        attribution: input.attribution,
        storage_region: region,
        content_hash: staged.hash,
        created_at: now,
        updated_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 1n) {
      await requireStaying(tx, member.personId)
      await keepBlob(tx, ctx.storage, staged, uploadUsedBy(imageId))
      await tx.enqueue(developPicture, { imageId }, { key: imageId })
      return { imageId, isNew: true }
    }
    const there = await tx.db
      .selectFrom('library_images')
      .where('owner_id', '=', member.personId)
      .where('content_hash', '=', staged.hash)
      .where('deleted_at', 'is', null)
      .where('status', '<>', 'refused')
      .select('id')
      .executeTakeFirst()
    return there ? { imageId: there.id as Id<'image'>, isNew: false } : null
  })
}

/** The row once it is no longer being processed, or as it is when patience ends; null where it is gone. */
async function waitFor(ctx: Ctx, imageId: Id<'image'>): Promise<ImageRow | null> {
  for (const until = performance.now() + patienceMs; ; await sleep(pollMs)) {
    const row = await ctx.db
      .selectFrom('library_images')
      .where('id', '=', imageId)
      .where('deleted_at', 'is', null)
      .select(imageColumns)
      .executeTakeFirst()
    if (!row || row.status !== 'processing' || performance.now() > until) return row ?? null
  }
}

async function answer(ctx: Ctx, member: Member, isNew: boolean, row: ImageRow): Promise<ReceivedPicture> {
  if (row.status !== 'refused') {
    const image = await presentImage(ctx, member, row)
    if (!isNew) return { outcome: 'duplicate', duplicate: 'exact', image }
    return { outcome: row.status === 'ready' ? 'created' : 'processing', image }
  }
  // Its sender is being told: the row has nothing more to say.
  if (isNew)
    await ctx.db.deleteFrom('library_images').where('id', '=', row.id).where('status', '=', 'refused').execute()
  if (row.duplicate_of === null) {
    throw new Refusal('invalid', row.refusal_code ?? '', row.refusal_message ?? '', {
      status: row.refusal_status ?? 422,
    })
  }
  const same = await waitFor(ctx, row.duplicate_of as Id<'image'>)
  if (!same) throw imageNotFound()
  return { outcome: 'duplicate', duplicate: 'pixels', image: await presentImage(ctx, member, same) }
}
