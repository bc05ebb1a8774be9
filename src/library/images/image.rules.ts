import type { Actor, Scope } from '#accounts/people'
import type { ImageRow } from './image.ts'

type Seen = Pick<ImageRow, 'owner_id' | 'status' | 'visibility' | 'deleted_at'>

/** Whether the asker is the owner, and (by a key) was allowed to act as that. */
export function isOwner(actor: Actor, image: Pick<ImageRow, 'owner_id'>, scope: Scope): boolean {
  return (
    actor.kind === 'member' &&
    actor.personId === image.owner_id &&
    actor.status !== 'locked' &&
    (actor.via.kind !== 'api-key' || actor.via.scopes.has(scope))
  )
}

/**
 * Whether the asker may see a picture. Deleted: nobody. Not ready: the owner. Private: the owner. Unlisted: whoever has
 * the address. Nobody's role in the house changes that.
 */
export function mayRead(actor: Actor, image: Seen): boolean {
  if (image.deleted_at !== null) return false
  if (isOwner(actor, image, 'images:read')) return true
  return image.status === 'ready' && image.visibility !== 'private'
}

/** Whether everybody may find it. */
export function isFindable(image: Seen): boolean {
  return image.deleted_at === null && image.status === 'ready' && image.visibility === 'public'
}

const slugMaxChars = 60

/** A title as the last part of an address or the name of a file: `old-oak-in-the-fog`. Never empty. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  if (!words) return 'picture'
  let slug = ''
  for (const word of words) {
    if (slug && slug.length + 1 + word.length > slugMaxChars) break
    slug += slug ? `-${word}` : word.slice(0, slugMaxChars)
  }
  return slug
}
