import { fromString, fromUUID, toUUID } from 'typeid-js'
import { v7 } from 'uuid'
import type { Chance } from '#platform/chance'
import type { Clock } from '#platform/clock'
import { Refusal } from '#platform/refusal'

/**
 * Identifiers. Inside: UUIDv7 (RFC 9562), branded by what they name. Outside: TypeIDs, `img_…`, in lower-case base32.
 *
 * Promises: an id of one kind is never taken for another, neither by the compiler nor at the edge.
 */
export type Id<Kind extends string> = string & { readonly __id: Kind }

/** The prefix shown outside, for each kind that is. */
const prefixes = {
  image: 'img',
  person: 'mem',
  session: 'ses',
  apiKey: 'key',
  passkey: 'pky',
  address: 'adr',
  export: 'exp',
  vendor: 'ven',
  breach: 'brc',
  hold: 'hld',
  agreement: 'agr',
  publisher: 'pub',
  advertiser: 'adv',
  network: 'net',
  invitation: 'inv',
  contact: 'con',
  site: 'sit',
  order: 'ord',
  line: 'lin',
  creative: 'cre',
  trouble: 'trb',
  thread: 'thr',
  task: 'tsk',
  publisherTrouble: 'ptr',
} as const
export type ShownKind = keyof typeof prefixes

/** A new id; ids made later sort later, within the millisecond of `clock`. */
export function newId<Kind extends string>(source: { readonly clock: Clock; readonly chance: Chance }): Id<Kind> {
  return v7({ msecs: source.clock.now().getTime(), random: source.chance.bytes(16) }) as Id<Kind>
}

/** `img_01h455vb4pex5vsknk084sn02q` for the UUID of an image. */
export function showId<Kind extends ShownKind>(kind: Kind, id: Id<Kind>): string {
  return fromUUID(id, prefixes[kind])
}

/** The id that `text` shows, or null where it shows none of this kind. */
export function readId<Kind extends ShownKind>(kind: Kind, text: string): Id<Kind> | null {
  try {
    return toUUID(fromString(text, prefixes[kind])) as Id<Kind>
  } catch {
    return null
  }
}

/** Like `readId`, but an unreadable id is refused exactly like one that names nothing. */
export function requireId<Kind extends ShownKind>(kind: Kind, text: string, code: string, message: string): Id<Kind> {
  const id = readId(kind, text)
  if (!id) throw new Refusal('not-found', code, message)
  return id
}
