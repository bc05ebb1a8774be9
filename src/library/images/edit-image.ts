import * as z from 'zod'
import { type Actor, requireActive } from '#accounts/people'
import { type Ctx, inTransaction } from '#platform/context'
import { imageFields } from './fields.ts'
import { type ImageView, imageColumns } from './image.ts'
import { lockOwn } from './lock-own.ts'
import { presentImage } from './present-images.ts'
import { renewEntry } from './renew-entry.ts'

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
 *
 * @throws Refusal `sign-in-needed`, `scope-missing`, `verify-first`, `image-not-found`, `not-your-image`
 */
export async function editImage(ctx: Ctx, actor: Actor, input: EditImageInput): Promise<ImageView> {
  const member = requireActive(actor, 'images:write')
  const { id, ...given } = input
  const changed = await inTransaction(ctx, async (tx) => {
    const row = await lockOwn(tx, member, id)
    const now = tx.clock.now()
    const becomesPublic = (given.visibility ?? row.visibility) === 'public' && row.status === 'ready'
    const patch = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    const edited = await tx.db
      .updateTable('library_images')
      .set({ ...patch, updated_at: now, published_at: row.published_at ?? (becomesPublic ? now : null) })
      .where('id', '=', row.id)
      .returning(imageColumns)
      .executeTakeFirstOrThrow()
    await renewEntry(tx, edited)
    return edited
  })
  return presentImage(ctx, member, changed)
}
