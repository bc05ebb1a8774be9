import type { Licence } from './licences.ts'

export interface Credited {
  /** May be empty. */
  readonly title: string
  /** Whom to name: a user name, or the credit line that the owner gave. May be empty. */
  readonly author: string
  readonly licence: Licence
  /** The absolute address of the picture's page. */
  readonly page: string
}

/**
 * The line to copy beside a picture: title, author, source, licence, as Creative Commons recommends (TASL).
 *
 * Given also where the licence does not ask for it: to name a source is never wrong.
 */
export function attributionText({ title, author, licence, page }: Credited): string {
  const work = title ? `“${title}”` : 'Picture'
  const by = author ? ` by ${author}` : ''
  const terms = licence.url === null ? licence.name.toLowerCase() : `${licence.name} (${licence.url})`
  return `${work}${by}, ${page}, ${terms}`
}
