import type { Actor } from '#accounts/people'
import type { ImageRow, Visibility } from './image.ts'

/**
 * What can be wanted of a picture.
 *
 * - `page`: to see it, what is said of it and where its bytes are. Page, API and all that shows one picture.
 * - `download`: to take it.
 * - `bytes`: one rendition, by its address. Who asks is not known there.
 * - `find`: to meet it in a search, a list of somebody's, a tag.
 * - `list`, `list-deleted`: to meet it among one's own, or among what one has deleted and can restore.
 * - `edit`, `delete`, `purge`, `restore`: to change it; `purge` is to delete it for good, also when it is deleted already.
 */
export const wants = [
  ...(['page', 'download', 'bytes', 'find', 'list', 'list-deleted'] as const),
  ...(['edit', 'delete', 'purge', 'restore'] as const),
] as const
export type Want = (typeof wants)[number]

/** Somebody with an address of bytes, whoever that is. */
export interface AddressHolder {
  readonly kind: 'address'
  /** Which version of the picture it names. */
  readonly version: number
  /** Whether it carries a permit of ours for this picture, version and rendition that has not run out. */
  readonly isPermitted: boolean
}

export type Asker = Actor | AddressHolder

/** `not-yours`: may be seen, may not be changed. `not-there`: for the asker no such picture exists. */
export type Access = 'granted' | 'not-yours' | 'not-there'

export type Judged = Pick<
  ImageRow,
  'owner_id' | 'status' | 'visibility' | 'deleted_at' | 'purge_at' | 'version' | 'hidden_at'
>

/**
 * Who may what with a picture: the one place where that is decided, for every way to it.
 *
 * Deleted: nobody but its owner, who may restore or purge it. Private, or not ready: the owner. Unlisted: whoever has
 * its address. Hidden, because its owner asked to be erased: nobody at all. No role in the house changes that, and what does not exist is answered like what may not be seen.
 *
 * @param image undefined where there is none
 */
export function accessTo(image: Judged | undefined, asker: Asker, want: Want, now: Date): Access {
  if (!image || image.hidden_at !== null) return 'not-there'
  if (want === 'bytes') return asker.kind === 'address' && mayOpenBytes(image, asker) ? 'granted' : 'not-there'
  if (asker.kind === 'address') return 'not-there'
  switch (want) {
    case 'page':
      return granted(maySee(asker, image))
    case 'download':
      return granted(image.status === 'ready' && maySee(asker, image))
    case 'find':
      return granted(isFindable(image))
    case 'list':
      return granted(image.deleted_at === null && isOwner(asker, image, 'images:read'))
    case 'list-deleted':
      return granted(isRestorable(image, now) && isOwner(asker, image, 'images:read'))
    case 'edit':
    case 'delete':
    case 'purge':
    case 'restore':
      if (isOwner(asker, image, 'images:write')) return granted(isChangeable(image, want, now))
      return maySee(asker, image) ? 'not-yours' : 'not-there'
    default:
      return want satisfies never
  }
}

const granted = (may: boolean): Access => (may ? 'granted' : 'not-there')

/** Whether the asker is the owner, and (by a key) was allowed to act as that. */
export function isOwner(
  actor: Actor,
  image: Pick<ImageRow, 'owner_id'>,
  scope: 'images:read' | 'images:write',
): boolean {
  return (
    actor.kind === 'member' &&
    actor.personId === image.owner_id &&
    actor.status !== 'locked' &&
    (actor.via.kind !== 'api-key' || actor.via.scopes.has(scope))
  )
}

function maySee(actor: Actor, image: Judged): boolean {
  if (image.deleted_at !== null) return false
  if (isOwner(actor, image, 'images:read')) return true
  return image.status === 'ready' && image.visibility !== 'private'
}

/** Public bytes are for everybody; all others for whoever holds a permit. An address of an older version is of nothing. */
function mayOpenBytes(image: Judged, { version, isPermitted }: AddressHolder): boolean {
  if (image.deleted_at !== null || image.status !== 'ready' || image.version !== version) return false
  return isOpen(image) || isPermitted
}

/** Whether its bytes are for everybody, for ever. */
export const isOpen = (image: Pick<ImageRow, 'visibility'>): boolean => image.visibility === 'public'

/** Whether everybody may find it. */
export function isFindable(image: Pick<Judged, 'status' | 'visibility' | 'deleted_at' | 'hidden_at'>): boolean {
  return image.hidden_at === null && image.deleted_at === null && image.status === 'ready' && isOpen(image)
}

function isChangeable(image: Judged, want: 'edit' | 'delete' | 'purge' | 'restore', now: Date): boolean {
  if (want === 'purge') return true
  if (want === 'restore') return image.status !== 'refused' && isRestorable(image, now)
  return image.deleted_at === null
}

const isRestorable = (image: Judged, now: Date): boolean =>
  image.deleted_at !== null && image.purge_at !== null && image.purge_at > now

const audience = { private: 0, unlisted: 1, public: 2 } as const satisfies Record<Visibility, number>

/**
 * Whether somebody may lose sight of a picture by this change. Then every address of its bytes that was given out has
 * to stop: permits cannot be taken back one by one, and an open address is known to who knows whom.
 */
export const losesViewers = (from: Visibility, to: Visibility): boolean => audience[to] < audience[from]
