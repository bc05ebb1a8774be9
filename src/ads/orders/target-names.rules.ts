import { verticals } from '#ads/sites'
import type { Dimension, PictureSize } from './order.ts'

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
const isCategory = (id: string): id is keyof typeof verticals => id in verticals

const sizes: Readonly<Record<PictureSize, string>> = {
  small: 'small, up to 400 pixels',
  medium: 'medium, up to 900 pixels',
  large: 'large, over 900 pixels',
}

/** What values are called, by what they are values of; those of the others name themselves. */
const names: Partial<Readonly<Record<Dimension, (value: string) => string | undefined>>> = {
  vertical: (value) => (isCategory(value) ? verticals[value] : undefined),
  category: (value) => (isCategory(value) ? verticals[value] : undefined),
  'site-country': (value) => regions.of(value),
  language: (value) => languages.of(value),
}

/** Pure: what a value is called, without its code; the value itself where it has no name. */
export const nameOfTarget = (dimension: Dimension, value: string): string => names[dimension]?.(value) ?? value

/** Pure: the same with its code, as a paper names it. */
export function targetInWords(dimension: Dimension, value: string): string {
  if (dimension === 'size') return sizes[value as PictureSize]
  const name = nameOfTarget(dimension, value)
  return name === value ? value : `${name} (${value})`
}
