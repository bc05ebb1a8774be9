import type { Filters } from '#site/ui/filters.ts'
import { filterNames } from '#site/ui/filters.ts'

/** The filters of an address; parameters that are none are left out, empty ones too. */
export function filtersOf(query: URLSearchParams): Filters {
  const filters: Partial<Record<keyof Filters, string>> = {}
  for (const name of filterNames) {
    const value = query.get(name)?.trim()
    if (value) filters[name] = value
  }
  return filters
}
