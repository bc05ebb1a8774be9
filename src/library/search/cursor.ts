import * as z from 'zod'
import { Refusal } from '#platform/refusal'

/** The last millisecond of the year 9999: what is later is no date that we wrote. */
const lastMs = 253_402_300_799_999

/** A place among the newest: when (milliseconds of the epoch), and which of that instant. */
const Place = z.tuple([z.int().min(0).max(lastMs), z.uuid()])
export type Place = z.output<typeof Place>

/** A place by a number of ours: downloads or relevance. */
const Ranked = z.tuple([z.int32(), z.uuid()])

/** A cursor that is not ours, or not of this list. */
export const cursorNotUnderstood = (): Refusal =>
  new Refusal('invalid', 'cursor-not-understood', 'This list cannot go on from there. Please begin it again.')

/**
 * Where a list goes on. Relevance is ranked within a window of the newest matches, from one place to another, so that
 * what is added meanwhile moves nothing: see `findPictures`.
 */
const Cursor = z.discriminatedUnion('sort', [
  z.strictObject({ sort: z.literal('newest'), after: Place }),
  z.strictObject({ sort: z.literal('popular'), after: Ranked }),
  z.strictObject({
    sort: z.literal('relevance'),
    from: Place,
    to: Place.nullable(),
    after: Ranked,
  }),
])
export type Cursor = z.output<typeof Cursor>

/** Opaque to clients. Not signed: it holds nothing that the list has not shown, and a forged one only asks another question. */
export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** @throws Refusal `cursor-not-understood` where it is not ours or of a list in another order */
export function readCursor<Sort extends Cursor['sort']>(
  text: string | undefined,
  sort: Sort,
): Extract<Cursor, { sort: Sort }> | null {
  if (text === undefined) return null
  const cursor = parse(text)
  if (cursor?.sort !== sort) throw cursorNotUnderstood()
  return cursor as Extract<Cursor, { sort: Sort }>
}

function parse(text: string): Cursor | null {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    return null
  }
}
