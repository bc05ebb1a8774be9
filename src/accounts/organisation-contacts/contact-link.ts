import type { AnyCtx } from '#platform/context'
import { type Id, readId, showId } from '#platform/ids'

const use = 'accounts.contact-link'

/** What the link in the letter to a contact holds: who they are, and our signature. Nothing of it is stored. */
export const contactToken = ({ vault }: Pick<AnyCtx, 'vault'>, contactId: Id<'contact'>): string =>
  `${showId('contact', contactId)}.${vault.sign(use, contactId)}`

/** Whose link it is; null where we did not make it. */
export function readContactToken({ vault }: Pick<AnyCtx, 'vault'>, token: string): Id<'contact'> | null {
  const [shown = '', signature = '', ...more] = token.split('.')
  const contactId = readId('contact', shown)
  return contactId !== null && more.length === 0 && vault.signed(use, contactId, signature) ? contactId : null
}
