import * as z from 'zod'
import { findAddress, readAddress } from '#accounts/addresses'
import { composeLetter, linkLifeMs, mintLink } from '#accounts/letters'
import { unverifiedDaysMax, usernameOf } from '#accounts/members'
import { hourMs } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Handler, defineJob, handle } from '#platform/jobs'

/** More claims than this to one address are nobody's mistake; the newest are written to. */
export const lettersMax = 3

const AddressId = z.uuid().transform((id) => id as Id<'address'>)

/** Writes to addresses that are not proven yet. None of them is a piece of work too: see `resendVerification`. */
export const writeVerification = defineJob(
  'accounts.write-verification',
  z.strictObject({ addressIds: z.array(AddressId).max(lettersMax) }),
)

export const verificationMail = 'accounts.verify-address'
export const alreadyMemberMail = 'accounts.already-member'

/**
 * The link is made when the letter is: the queue, which is not sealed, never holds it. A piece of work that is done twice
 * sends a second letter, and then only the link of that one works.
 */
async function writeVerificationLetter(ctx: Ctx, addressId: Id<'address'>): Promise<void> {
  const address = await findAddress(ctx, { addressId })
  if (!address || address.proven) return
  const to = await readAddress(ctx, addressId, 'mail.account')
  const claimant = await usernameOf(ctx, address.personId)
  if (to === null || claimant === null) return

  if (address.ownerId) {
    const owner = await usernameOf(ctx, address.ownerId)
    if (owner === null) return
    return ctx.post.send({
      kind: alreadyMemberMail,
      to,
      subject: 'You already have an account',
      text: composeLetter(ctx.config, {
        username: owner,
        paragraphs: [
          `Somebody just tried to make an account with this e-mail address. You have one already: its user name is ${owner}.`,
          'If it was you, sign in with that name. If you have forgotten the password, ask for a new one where you sign in.',
          'If it was not you, you need not do anything. The other account cannot be used, and nobody was told about yours.',
        ],
        because: 'somebody typed this e-mail address into the form for a new account',
      }),
    })
  }

  const token = await inTransaction(ctx, (tx) => mintLink(tx, 'verify', address))
  await ctx.post.send({
    kind: verificationMail,
    to,
    subject: 'Verify your e-mail address',
    text: composeLetter(ctx.config, {
      username: claimant,
      paragraphs: [
        `An account with the user name ${claimant} was made with this e-mail address. Open this page to say that it is yours:`,
        new URL(`/verify/${token}`, ctx.config.origin).href,
        `The link works once, for ${linkLifeMs.verify / hourMs} hours. Afterwards you sign in with the password you chose; nobody will ever ask you for it by mail.`,
        `If you did not do this, or do not know that name, do not open the page. Without it the account cannot be used and is removed after ${unverifiedDaysMax} days.`,
      ],
      because: 'somebody typed this e-mail address into the form for a new account',
    }),
  })
}

export const peopleHandlers: readonly Handler[] = [
  handle(
    writeVerification,
    async (ctx, { addressIds }) => {
      for (const addressId of addressIds) await writeVerificationLetter(ctx, addressId)
    },
    { mails: [verificationMail, alreadyMemberMail] },
  ),
]
