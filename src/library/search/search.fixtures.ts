import { type Ctx, inTransaction } from '#platform/context'
import { type Id, newId } from '#platform/ids'
import { type PictureEntry, indexPicture } from './index.ts'

/** A member for pictures to belong to; of an account this room needs nothing but its number. */
export async function anOwner(ctx: Ctx): Promise<Id<'person'>> {
  const id = newId<'person'>(ctx)
  await ctx.db
    .insertInto('accounts_people')
    .values({ id, username: `owner${id.slice(-12)}`, status: 'active', created_at: ctx.clock.now() })
    .execute()
  return id
}

/** A public picture that can be found, with the row that it stands on. */
export async function aPublicPicture(
  ctx: Ctx,
  ownerId: Id<'person'>,
  said: Partial<PictureEntry> = {},
): Promise<PictureEntry> {
  const entry: PictureEntry = {
    imageId: newId<'image'>(ctx),
    ownerId,
    title: '',
    alt: '',
    description: '',
    tags: [],
    palette: ['#808080'],
    licence: 'CC0-1.0',
    format: 'png',
    transparency: 'opaque',
    width: 1024,
    height: 768,
    publishedAt: ctx.clock.now(),
    ...said,
  }
  await ctx.db
    .insertInto('library_images')
    .values({
      id: entry.imageId,
      owner_id: ownerId,
      status: 'processing',
      visibility: 'public',
      licence: entry.licence,
      storage_region: 'United States',
      content_hash: entry.imageId,
      created_at: ctx.clock.now(),
      updated_at: ctx.clock.now(),
    })
    .execute()
  await inTransaction(ctx, (tx) => indexPicture(tx, entry))
  return entry
}
