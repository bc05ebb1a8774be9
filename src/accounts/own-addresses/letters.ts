import * as z from 'zod'
import { findAddress, readAddress } from '#accounts/addresses'
import { composeLetter, dayInWords, mintLink } from '#accounts/letters'
import { usernameOf } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Handler, defineJob, handle } from '#platform/jobs'
import { openChanges, undoUntil } from './address-change.ts'

/** Tells an address that another one took its place. */
export const writeAddressChanged = defineJob(
  'accounts.write-address-changed',
  z.strictObject({ addressId: z.uuid().transform((id) => id as Id<'address'>) }),
)

export const addressChangedMail = 'accounts.address-changed'

/** The link is made when the letter is, and ends when the undo does, however late the letter is. */
async function writeAddressChangedLetter(ctx: Ctx, addressId: Id<'address'>): Promise<void> {
  const address = await findAddress(ctx, { addressId })
  if (!address?.proven || address.isPrimary) return
  const to = await readAddress(ctx, addressId, 'mail.account')
  const username = await usernameOf(ctx, address.personId)
  if (to === null || username === null) return
  const until = undoUntil(addressId, await openChanges(ctx, address.personId))
  const token = until && (await inTransaction(ctx, (tx) => mintLink(tx, 'undo', address, until)))
  await ctx.post.send({
    kind: addressChangedMail,
    to,
    subject: 'Your account has another primary address',
    text: composeLetter(ctx.config, {
      username,
      paragraphs:
        until === null || token === null
          ? [
              'The primary e-mail address of your account is another one again: one that it had a few days ago. We no longer write to this one.',
              'If it was not you, ask for a new password where you sign in. The letter with the link goes to the primary address.',
            ]
          : [
              'The primary e-mail address of your account was changed to another one. We no longer write to this one.',
              'If it was you, you need not do anything.',
              `If it was not you, open this page before ${dayInWords(until)}:`,
              new URL(`/undo/${token}`, ctx.config.origin).href,
              'It has a button that puts this address back in its place, takes the new one away, signs out every browser, and sends a link for a new password here. The link works once, also if this address is removed from the account.',
            ],
      because: 'this was the primary e-mail address of the account, and you should be the first to know',
    }),
  })
}

export const ownAddressHandlers: readonly Handler[] = [
  handle(writeAddressChanged, (ctx, { addressId }) => writeAddressChangedLetter(ctx, addressId), {
    mails: [addressChangedMail],
  }),
]
