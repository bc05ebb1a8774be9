import type { DemoPicture, DemoSet } from './demo-picture.ts'

/**
 * One list out of several, each spread evenly over the whole length.
 *
 * Deterministic: the item at `i` of a list of `n` stands at the share (i + ½) / n of the whole, and ties go to the
 * earlier list. `lean` above 1 presses a list towards the end: with 2, the last 4 % of the whole hold 20 % of it.
 */
export function spread<Item>(lists: readonly { readonly items: readonly Item[]; readonly lean?: number }[]): Item[] {
  return lists
    .flatMap(({ items, lean = 1 }) =>
      items.map((item, i) => ({ item, place: 1 - (1 - (i + 0.5) / items.length) ** lean })),
    )
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

/** The items of one list, so that neighbours come from different groups. */
export function spreadByGroup<Item>(items: readonly Item[], groupOf: (item: Item) => string): Item[] {
  return spread([...Map.groupBy(items, groupOf).values()].map((group) => ({ items: group })))
}

/**
 * All pictures of all sets in the order in which they are best imported.
 *
 * The newest picture stands first in a gallery, so the smaller a set is, the more it leans to the end: the first page
 * then shows photographs and cut-outs among the emoji, while the large set fills the pages behind.
 */
export async function* inGalleryOrder(sets: readonly DemoSet[]): AsyncGenerator<DemoPicture> {
  const largest = Math.max(1, ...sets.map((set) => set.pictureCount))
  const lists: { items: DemoPicture[]; lean: number }[] = []
  for (const set of sets) {
    const items: DemoPicture[] = []
    for await (const picture of set.pictures()) items.push(picture)
    if (items.length > 0) lists.push({ items, lean: 1 + Math.log(largest / items.length) / 2 })
  }
  yield* spread(lists)
}
