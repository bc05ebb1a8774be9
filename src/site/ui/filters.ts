/** What a search can be narrowed by, as parameters of its address. Names are those of the API. */
export const filterNames = [
  'q',
  'tag',
  'author',
  'transparency',
  'licence',
  'orientation',
  'colour',
  'minWidth',
  'format',
  'sort',
] as const

export type Filters = Readonly<Partial<Record<(typeof filterNames)[number], string>>>

/** The address of a search. */
export function searchHref(filters: Filters): string {
  const query = new URLSearchParams()
  for (const name of filterNames) {
    const value = filters[name]
    if (value) query.set(name, value)
  }
  const text = query.toString()
  return text ? `/search?${text}` : '/search'
}
