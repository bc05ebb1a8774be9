import * as z from 'zod'
import { type Actor, requireActive } from '#accounts/people'
import { renumberVariants } from '#library/variants'
import { type Ctx, inTransaction } from '#platform/context'
import { losesViewers } from './access.rules.ts'
import { imageFields } from './fields.ts'
import { type ImageView, type Visibility, imageColumns, imageIdOf } from './image.ts'
import { presentImage } from './present-images.ts'
import { renewEntry } from './renew-entry.ts'
import { tellChanged } from './tell-changed.ts'
import { lockForChange } from './require-access.ts'

/** What is given changes; what is left out stays. */
export const EditImageInput = z.strictObject({
  id: z.string().max(80),
  title: imageFields.title.optional(),
  description: imageFields.description.optional(),
  alt: imageFields.alt.optional(),
  tags: imageFields.tags.optional(),
  licence: imageFields.licence.optional(),
  attribution: imageFields.attribution.optional(),
  visibility: imageFields.visibility.optional(),
})
export type EditImageInput = z.output<typeof EditImageInput>

/**
 * Changes what is said of a picture, and who may see it. What can be found follows in the same transaction.
 * When fewer may see it, its bytes move to new addresses and the old ones are of nothing from then on; copies that
 * browsers and caches keep of what was public cannot be called back.
 *
 * @throws Refusal `sign-in-needed`, `scope-missing`, `verify-first`, `image-not-found`, `not-your-image`
 */
export async function editImage(ctx: Ctx, actor: Actor, input: EditImageInput): Promise<ImageView> {
  const member = requireActive(actor, 'images:write')
  const { id, ...given } = input
  const changed = await inTransaction(ctx, async (tx) => {
    const row = await lockForChange(tx, member, id, 'edit')
    const now = tx.clock.now()
    const visibility = given.visibility ?? (row.visibility as Visibility)
    const becomesPublic = visibility === 'public' && row.status === 'ready'
    // With the version, every address of the bytes that was given out so far ends.
    const version = losesViewers(row.visibility as Visibility, visibility) ? row.version + 1 : row.version
    if (version !== row.version) await renumberVariants(tx, imageIdOf(row), row.version, version)
    const patch = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    const edited = await tx.db
      .updateTable('library_images')
      .set({ ...patch, version, updated_at: now, published_at: row.published_at ?? (becomesPublic ? now : null) })
      .where('id', '=', row.id)
      .returning(imageColumns)
      .executeTakeFirstOrThrow()
    await renewEntry(tx, edited)
    if (edited.visibility !== row.visibility) await tellChanged(tx, edited)
    return edited
  })
  return presentImage(ctx, member, changed)
}
