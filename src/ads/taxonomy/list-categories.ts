import { verticals } from '#ads/sites'
import type { AnyCtx } from '#platform/context'
import { Refusal } from '#platform/refusal'

export interface ShownCategory {
  readonly id: string
  readonly name: string
  /** With the names above it: `Automotive › Auto Parts`. */
  readonly fullName: string
  /** Published as sensitive. */
  readonly isSensitive: boolean
}

const shownMax = 50

/**
 * Subjects that can be chosen, by their full names; the widest come first where nothing is searched for.
 *
 * @param query words that the full name has, in any order, or an id
 * @param limit at most 1000, which is more than there are; 50 if not given
 */
export async function listCategories(
  ctx: AnyCtx,
  { query = '', limit = shownMax }: { readonly query?: string; readonly limit?: number } = {},
): Promise<readonly ShownCategory[]> {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = (await readKnown(ctx)).filter(
    ({ id, fullName, isCurrent }) =>
      isCurrent && (id === query.trim() || words.every((word) => fullName.toLowerCase().includes(word))),
  )
  const depthOf = (fullName: string): number => fullName.split(between).length
  return found
    .toSorted(
      (one, other) =>
        (words.length === 0 ? depthOf(one.fullName) - depthOf(other.fullName) : 0) ||
        one.fullName.localeCompare(other.fullName, 'en'),
    )
    .slice(0, Math.min(limit, 1000))
    .map(({ id, name, fullName, isSensitive }) => ({ id, name, fullName, isSensitive }))
}

/** The full names of subjects by their ids. An id that nobody knows has none. */
export async function categoryNames(ctx: AnyCtx, ids: readonly string[]): Promise<Readonly<Record<string, string>>> {
  if (ids.length === 0) return {}
  const asked = new Set(ids)
  const known = (await readKnown(ctx)).filter(({ id }) => asked.has(id))
  return Object.fromEntries(known.map(({ id, fullName }) => [id, fullName]))
}

/**
 * Subjects that somebody chooses exist. What was chosen stays known when a later file lacks it.
 *
 * @param field beside which the reason stands
 * @throws Refusal `category-unknown`
 */
export async function requireCategories(ctx: AnyCtx, ids: readonly string[], field: string): Promise<void> {
  const names = await categoryNames(ctx, ids)
  const unknown = ids.find((id) => !Object.hasOwn(names, id))
  if (unknown === undefined) return
  throw new Refusal(
    'invalid',
    'category-unknown',
    'One of the subjects is not known here. Choose among those there are.',
    {
      fields: { [field]: `“${unknown}”: there is no such subject.` },
    },
  )
}

const between = ' › '

interface Known extends ShownCategory {
  readonly isCurrent: boolean
}

/** What was imported, and what comes with the house where it was not. */
async function readKnown({ db }: AnyCtx): Promise<readonly Known[]> {
  const rows = await db
    .selectFrom('ads_categories')
    .select(['id', 'name', 'path', 'is_sensitive', 'is_current'])
    .execute()
  const imported = rows.map(({ id, name, path, is_sensitive, is_current }) => ({
    ...{ id, name, fullName: path.join(between), isSensitive: is_sensitive, isCurrent: is_current },
  }))
  const ids = new Set(imported.map(({ id }) => id))
  const own = Object.entries(verticals)
    .filter(([id]) => !ids.has(id))
    .map(([id, name]) => ({ id, name, fullName: name, isSensitive: false, isCurrent: true }))
  return [...imported, ...own]
}
