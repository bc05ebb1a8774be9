import * as z from 'zod'
import { type Actor, requireMember } from '#accounts/people'
import {
  type Alone,
  type MapRow,
  type Store,
  type TableStore,
  aloneOf,
  dataMapOf,
  mapRowsOf,
  tablesOfSubjects,
} from '#declaration'
import type { Ctx } from '#platform/context'
import { notFound } from '#platform/refusal'
import { type Chapter, chapterOf, chapters } from './chapter.rules.ts'
import { type HeldRow, type HeldStore, heldIn } from './held-on.ts'

/** So many rows of a table are shown among the others; the page of the table shows all. */
const rowsAmongOthers = 3
const rowsOfPage = 50

/** One table as it is shown to the person whose rows they are. */
export interface MyStore {
  readonly name: string
  readonly label: string
  readonly count: number
  readonly rows: readonly HeldRow[]
  /** What each value is, why it is held, on what ground, how long, and who may see it. */
  readonly columns: readonly MapRow[]
  /** What is held and not shown, in words. */
  readonly notShown: readonly string[]
  /** The page on which it is changed or removed. */
  readonly changedAt: string | null
  /** What of it may be deleted while the account stays. */
  readonly alone: Alone
  readonly page: number
  readonly pages: number
  readonly rowsOfPage: number
}

export interface HeldGroup {
  readonly chapter: Chapter
  readonly stores: readonly MyStore[]
}

/** What concerns a member and is no row of a table: letters, queued work, cookies, files, lines of the log. */
export interface Elsewhere {
  readonly title: string
  readonly rows: readonly MapRow[]
}

export interface MyData {
  readonly groups: readonly HeldGroup[]
  /** Tables in which there is nothing on them. */
  readonly empty: readonly { readonly name: string; readonly label: string }[]
  readonly elsewhere: readonly Elsewhere[]
}

/**
 * Everything held on whoever asks, verified or not: what it is, why, on what ground, how long, who may see it.
 *
 * @throws Refusal `sign-in-needed`, `scope-missing`
 */
export async function myData(ctx: Ctx, stores: readonly Store[], actor: Actor): Promise<MyData> {
  const { personId } = requireMember(actor, 'me:read')
  const mine: MyStore[] = []
  for (const store of tablesOfSubjects(stores)) {
    mine.push(shownAs(store, await heldIn(ctx, stores, store, personId, { rowsMax: rowsAmongOthers }), 1))
  }
  const tables = new Map(tablesOfSubjects(stores).map((store) => [store.name, store]))
  const chapterOfMine = ({ name }: MyStore): Chapter | null => {
    const store = tables.get(name)
    return store ? chapterOf(store) : null
  }
  return {
    groups: chapters
      .map((chapter) => ({
        chapter,
        stores: mine.filter((store) => store.count > 0 && chapterOfMine(store) === chapter),
      }))
      .filter((group) => group.stores.length > 0),
    empty: mine.filter(({ count }) => count === 0).map(({ name, label }) => ({ name, label })),
    elsewhere: dataMapOf(stores.filter((store) => store.kind !== 'table' && store.subject === 'member')).map(
      ({ title, groups }) => ({ title, rows: groups.flatMap(({ rows }) => rows) }),
    ),
  }
}

export const ListMineInput = z.strictObject({
  store: z.string().min(1).max(100),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
})
export type ListMineInput = z.output<typeof ListMineInput>

/**
 * All rows of one table that concern whoever asks, 50 on a page.
 *
 * @throws Refusal `data-not-found` where there is no such table, and those of `myData`
 */
export async function listMine(
  ctx: Ctx,
  stores: readonly Store[],
  actor: Actor,
  { store: name, page }: ListMineInput,
): Promise<MyStore> {
  const { personId } = requireMember(actor, 'me:read')
  const store = tablesOfSubjects(stores).find((one) => one.name === name)
  if (!store) throw notFound('data-not-found', 'There is no such part of your data. Go back to the list of all of it.')
  const held = await heldIn(ctx, stores, store, personId, { rowsMax: rowsOfPage, skip: (page - 1) * rowsOfPage })
  return shownAs(store, held, page)
}

function shownAs(store: TableStore, { count, rows, notShown }: HeldStore, page: number): MyStore {
  const all = mapRowsOf(store)
  return {
    name: store.name,
    label: store.label,
    count,
    rows,
    columns: all.filter(({ name }) => !notShown.includes(name)),
    notShown: all.filter(({ name }) => notShown.includes(name)).map(({ label }) => label),
    changedAt: store.changedAt ?? null,
    alone: aloneOf(store),
    page,
    pages: Math.max(1, Math.ceil(count / rowsOfPage)),
    rowsOfPage,
  }
}
