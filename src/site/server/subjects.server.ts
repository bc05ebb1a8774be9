import type { House } from '#app'

/** Boxes for subjects: those that come with the house, and what was chosen beside them. */
export async function subjectChoices(
  { ctx, sites, taxonomy }: House,
  chosen: readonly string[],
): Promise<readonly (readonly [id: string, name: string])[]> {
  const own = Object.entries(sites.verticals)
  const names = await taxonomy.categoryNames(ctx, chosen)
  const others = Object.entries(names).filter(([id]) => !Object.hasOwn(sites.verticals, id))
  return [...own, ...others]
}
