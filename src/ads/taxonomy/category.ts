import * as z from 'zod'

/** One subject, as published. */
export interface Category {
  /** Upper and lower case differ. */
  readonly id: string
  readonly parentId: string | null
  readonly name: string
  /** With the names above it, from the widest to its own. */
  readonly path: readonly string[]
  /** What it says of somebody may be of a kind that laws protect more. */
  readonly isSensitive: boolean
}

export const idPattern = /^[A-Za-z0-9]{1,8}$/

/** An id as it looks; whether there is such a subject says `requireCategories`. */
export const CategoryId = z.string().trim().regex(idPattern, { error: 'Give ids of the Content Taxonomy 3.1, as 483.' })
