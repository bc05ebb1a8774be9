import * as z from 'zod'
import { type AddressOfPerson, findAddress, readAddress, waitingDaysMax } from '#accounts/addresses'
import { composeLetter, dayInWords, linkLifeMs, mintLink } from '#accounts/letters'
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

  const because = address.isPrimary
    ? 'somebody typed this e-mail address into the form for a new account'
    : 'somebody typed this e-mail address into the settings of an account'
  if (address.ownerId) {
    const owner = await usernameOf(ctx, address.ownerId)
    if (owner === null) return
    await ctx.post.send({
      kind: alreadyMemberMail,
      to,
      subject: address.heldUntil ? 'This address is kept for an account' : 'You already have an account',
      text: composeLetter(ctx.config, { username: owner, paragraphs: toItsOwner(address, owner), because }),
    })
    return
  }

  const token = await inTransaction(ctx, (tx) => mintLink(tx, 'verify', address))
  await ctx.post.send({
    kind: verificationMail,
    to,
    subject: 'Verify your e-mail address',
    text: composeLetter(ctx.config, {
      username: claimant,
      paragraphs: toItsClaimant(address, claimant, new URL(`/verify/${token}`, ctx.config.origin).href),
      because,
    }),
  })
}

/** What is said, to them only, to whoever has proven an address that somebody else claims. */
function toItsOwner({ isPrimary, heldUntil }: AddressOfPerson, owner: string): readonly string[] {
  const tried = isPrimary
    ? 'Somebody just tried to make an account with this e-mail address.'
    : 'Somebody just tried to add this e-mail address to another account.'
  if (heldUntil) {
    return [
      `${tried} It belonged to the account ${owner} until a few days ago, and is kept until ${dayInWords(heldUntil)}, while that account can have it back.`,
      'If it was you, try again after that day. If you did not take the address from that account yourself, use the link in the letter that told you of the change.',
    ]
  }
  return [
    `${tried} You have one already: its user name is ${owner}.`,
    'If it was you, sign in with that name. If you have forgotten the password, ask for a new one where you sign in.',
    isPrimary
      ? 'If it was not you, you need not do anything. The other account cannot be used, and nobody was told about yours.'
      : 'If it was not you, you need not do anything. The other account does not get it, and nobody was told about yours.',
  ]
}

function toItsClaimant({ isPrimary }: AddressOfPerson, claimant: string, link: string): readonly string[] {
  const once = `The link works once, for ${linkLifeMs.verify / hourMs} hours.`
  return isPrimary
    ? [
        `An account with the user name ${claimant} was made with this e-mail address. Open this page to say that it is yours:`,
        link,
        `${once} Afterwards you sign in with the password you chose; nobody will ever ask you for it by mail.`,
        `If you did not do this, or do not know that name, do not open the page. Without it the account cannot be used and is removed after ${unverifiedDaysMax} days.`,
      ]
    : [
        `The account with the user name ${claimant} wants to add this e-mail address. Open this page to say that it is yours:`,
        link,
        `${once} Afterwards you can sign in to that account by this address, and make it the one that we write to.`,
        `If you did not do this, or do not know that name, do not open the page. Without it the address is removed from there after ${waitingDaysMax} days.`,
      ]
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
