import { error } from '@sveltejs/kit'

/** Pages of publishers are there for no other kind of organisation. */
export function requirePublisher(kind: string): void {
  if (kind !== 'publisher') error(404, 'There is nothing at this address.')
}
