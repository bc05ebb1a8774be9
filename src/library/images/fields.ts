import * as z from 'zod'
import { licenceCodes } from '#library/licences'
import { normaliseTag, tagLimits } from '#library/search'
import { freeText } from '#platform/free-text'
import { Refusal } from '#platform/refusal'
import { visibilities } from './image.ts'

/** Text that the database and every page can hold: no control characters, no halves of characters, not undecodable. */
const readable = (text: string): boolean => text.isWellFormed() && !text.includes('\uFFFD')
const unreadable = 'This holds characters that cannot be read. Please type it again.'

const line = (field: string, maxChars: number) =>
  freeText(field)
    .max(maxChars, { error: `Use at most ${maxChars} characters.` })
    .refine(readable, { error: unreadable })
    .transform((text) =>
      text
        .normalize('NFC')
        .replaceAll(/[\p{Cc}\s]+/gu, ' ')
        .trim(),
    )

const paragraphs = (field: string, maxChars: number) =>
  freeText(field)
    .max(maxChars, { error: `Use at most ${maxChars} characters.` })
    .refine(readable, { error: unreadable })
    .transform((text) =>
      text
        .normalize('NFC')
        .replaceAll(/\r\n?/g, '\n')
        .replaceAll(/[^\P{Cc}\n]/gu, ' ')
        .trim(),
    )

/**
 * Tags as text separated by commas, or as a list: normalised, each once.
 *
 * @throws Refusal `too-many-tags`, `tag-too-long`
 */
function readTags(given: string | readonly string[]): string[] {
  const texts = typeof given === 'string' ? given.split(',') : given
  const tags = [...new Set(texts.map(normaliseTag))].filter((tag) => tag !== '')
  if (tags.length > tagLimits.maxTags) {
    const message = `Use at most ${tagLimits.maxTags} tags; these are ${tags.length}.`
    throw new Refusal('invalid', 'too-many-tags', message, { fields: { tags: message } })
  }
  if (tags.some((tag) => Array.from(tag).length > tagLimits.maxChars)) {
    const message = `A tag has at most ${tagLimits.maxChars} characters. Put commas between tags.`
    throw new Refusal('invalid', 'tag-too-long', message, { fields: { tags: message } })
  }
  return tags
}

const tagText = freeText('tags').refine(readable, { error: unreadable })

/** What can be said of a picture, on receipt and later. */
export const imageFields = {
  title: line('title', 200),
  description: paragraphs('description', 5000),
  alt: line('alt', 1000),
  tags: z.union([tagText, z.array(tagText)]).transform(readTags),
  licence: z.enum(licenceCodes, { error: 'Choose one of the licences.' }),
  attribution: line('attribution', 300),
  visibility: z.enum(visibilities, { error: 'Choose public, unlisted or private.' }),
}

/** A choice that a form left empty is not made. */
export const unlessEmpty = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
