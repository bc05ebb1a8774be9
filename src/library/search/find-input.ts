import * as z from 'zod'
import { licenceCodes } from '#library/licences'
import type { Id } from '#platform/ids'
import { orientations } from './facets.rules.ts'
import { normaliseTag } from './words.rules.ts'

/** A field of a form that was left empty asks for nothing. */
const unlessEmpty = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional()).optional()

/** What a search may ask for; addresses of pages and of the API carry the same names. */
export const FindInput = z.strictObject({
  q: unlessEmpty(z.string().trim().max(200, { error: 'Search for at most 200 characters.' })),
  tag: unlessEmpty(z.string().max(200).transform(normaliseTag)),
  colour: unlessEmpty(
    z
      .string()
      .regex(/^#?[0-9a-f]{6}$/i, { error: 'Give a colour like #2b3fd1.' })
      .transform((colour) => `#${colour.replace('#', '').toLowerCase()}`),
  ),
  transparency: unlessEmpty(z.enum(['opaque', 'transparent', 'fake'])),
  licence: unlessEmpty(z.enum(licenceCodes)),
  orientation: unlessEmpty(z.enum(orientations)),
  minWidth: unlessEmpty(z.coerce.number({ error: 'Give a width in pixels.' }).int().min(1).max(100_000)),
  format: unlessEmpty(z.enum(['png', 'jpeg', 'webp', 'gif', 'avif'])),
  ownerId: z
    .uuid()
    .transform((id) => id as Id<'person'>)
    .optional(),
  /** By relevance where there are words, else the newest first. */
  sort: unlessEmpty(z.enum(['relevance', 'newest', 'popular'])),
  cursor: unlessEmpty(z.string().max(600)),
  limit: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.coerce.number().int().min(1).max(100).default(30),
  ),
})
export type FindInput = z.output<typeof FindInput>
