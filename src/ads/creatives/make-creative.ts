import type { Actor } from '#accounts/members'
import { lockOrganisation } from '#accounts/organisations'
import { inspect } from '#library/ingest'
import { keepBlob } from '#platform/blobs'
import { minuteMs } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type Id, newId, showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import type { Staged } from '#platform/storage'
import type { Limit } from '#platform/throttle'
import { checkCreative } from './check-creative.ts'
import type { ChangeCreativeInput, MakeCreativeInput } from './creative-fields.ts'
import { noteStep, readCreative, readVersion, uploadUsedBy } from './creative-row.ts'
import type { CreativeWords } from './creative.ts'
import { requireSender } from './who-may.ts'

/** No campaign has nearly so many. */
export const creativesMax = 500

/** Each has a picture understood and a page of somebody else's fetched. */
const ofOneOrganisation: Limit = { name: 'ads.make-creatives', tries: 60, withinMs: 10 * minuteMs }

/**
 * Takes a creative. Once this returns it survives any crash; it is checked right after, and waits for staff then.
 *
 * @param staged what `ctx.storage.receive` gave; it is taken over or thrown away
 * @returns `cre_…`
 * @throws Refusal `creatives-full`, `too-many-tries`, those of `inspect` and `requireSender`
 */
export async function makeCreative(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  staged: Staged,
  input: MakeCreativeInput,
): Promise<{ readonly id: string }> {
  try {
    await requireSender(ctx, actor, organisationId)
    await ctx.throttle.take(ofOneOrganisation, organisationId)
    await inspect(ctx.jail, staged.path)
    return await inTransaction(ctx, async (tx) => {
      await lockOrganisation(tx, organisationId)
      const { personId } = await requireSender(tx, actor, organisationId)
      await requireRoom(tx, organisationId)
      const id = newId<'creative'>(tx)
      const now = tx.clock.now()
      await tx.db
        .insertInto('ads_creatives')
        .values({ id, organisation_id: organisationId, version: 1, created_at: now, touched_at: now })
        .execute()
      const pictureId = await addPicture(tx, ctx, id, staged)
      await addVersion(tx, { creativeId: id, version: 1, pictureId }, input)
      await noteStep(tx, { id, organisationId, version: 1 }, 'made', personId)
      return { id: showId('creative', id) }
    })
  } finally {
    await ctx.storage.discard(staged)
  }
}

/**
 * Changes a creative: its next version, which is checked and reviewed anew. What was approved stays in use until then.
 *
 * @param staged another picture, or null; it is taken over or thrown away
 * @returns the version, the same where nothing is another
 * @throws Refusal `creative-not-found`, `creative-changed`, `creative-withdrawn`, and those of `makeCreative`
 */
export async function changeCreative(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  shown: string,
  staged: Staged | null,
  { version, ...given }: ChangeCreativeInput,
): Promise<{ readonly version: number }> {
  try {
    await requireSender(ctx, actor, organisationId)
    await readCreative(ctx, shown, organisationId)
    await ctx.throttle.take(ofOneOrganisation, organisationId)
    if (staged) await inspect(ctx.jail, staged.path)
    return await inTransaction(ctx, async (tx) => {
      const creative = await readCreative(tx, shown, organisationId, { lock: true })
      const { personId } = await requireSender(tx, actor, organisationId)
      if (creative.withdrawnAt) {
        throw new Refusal('conflict', 'creative-withdrawn', 'This creative was deleted. Make another one.')
      }
      if (creative.version !== version) {
        throw new Refusal(
          'conflict',
          'creative-changed',
          'Somebody has changed this creative meanwhile. Read it again.',
        )
      }
      const before = await readVersion(tx, creative, version)
      const words: CreativeWords = {
        headline: given.headline ?? before.headline,
        text: given.text ?? before.text,
        callToAction: given.callToAction ?? before.callToAction,
        alt: given.alt ?? before.alt,
        landingPage: given.landingPage ?? before.landingPage,
      }
      const isSame = (Object.keys(words) as (keyof CreativeWords)[]).every((name) => words[name] === before[name])
      if (isSame && !staged) return { version }
      const next = version + 1
      if (before.state !== 'approved') {
        await tx.db
          .updateTable('ads_creative_versions')
          .set({ state: 'superseded', next_look_at: null })
          .where('id', '=', before.id)
          .execute()
      }
      const pictureId = staged ? await addPicture(tx, ctx, creative.id, staged) : before.pictureId
      await addVersion(tx, { creativeId: creative.id, version: next, pictureId }, words)
      await tx.db.updateTable('ads_creatives').set({ version: next }).where('id', '=', creative.id).execute()
      await noteStep(tx, { ...creative, version: next }, 'changed', personId)
      return { version: next }
    })
  } finally {
    if (staged) await ctx.storage.discard(staged)
  }
}

async function requireRoom({ db }: TxCtx, organisationId: string): Promise<void> {
  const { count } = await db
    .selectFrom('ads_creatives')
    .where('organisation_id', '=', organisationId)
    .select((select) => select.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  if (Number(count) < creativesMax) return
  throw new Refusal('conflict', 'creatives-full', 'There are 500 creatives here. Delete one that you no longer use.')
}

async function addPicture(tx: TxCtx, { storage }: Ctx, creativeId: string, staged: Staged): Promise<string> {
  const id = newId<'creative-picture'>(tx)
  await tx.db
    .insertInto('ads_creative_pictures')
    .values({ id, creative_id: creativeId, upload_hash: staged.hash, palette: [] })
    .execute()
  await keepBlob(tx, storage, staged, uploadUsedBy(id))
  return id
}

async function addVersion(
  tx: TxCtx,
  at: { readonly creativeId: string; readonly version: number; readonly pictureId: string },
  words: CreativeWords,
): Promise<void> {
  const id = newId<'creative-version'>(tx)
  await tx.db
    .insertInto('ads_creative_versions')
    .values({
      id,
      creative_id: at.creativeId,
      version: at.version,
      picture_id: at.pictureId,
      state: 'checking',
      headline: words.headline,
      words: words.text,
      call_to_action: words.callToAction,
      alt: words.alt,
      landing_page: words.landingPage,
      made_at: tx.clock.now(),
      landing_failures: 0,
    })
    .execute()
  await tx.enqueue(checkCreative, { versionId: id }, { key: id })
}
