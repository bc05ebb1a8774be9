import * as z from 'zod'
import { readAddressesOf } from '#accounts/addresses'
import type { Actor } from '#accounts/people'
import { confirmOwner } from '#accounts/sign-in'
import type { Ctx } from '#platform/context'
import { removeLettersTo } from '#platform/mail'
import { erasePerson } from '#privacy/erasure'
import { allStores } from './stores.ts'
import { dataHolders } from './work.ts'

/** `current` is left out by who has no password. */
export const CloseAccountInput = z.strictObject({
  current: z.string().min(1, { error: 'Give your password, so that nobody else can do this.' }).max(1000).optional(),
})
export type CloseAccountInput = z.output<typeof CloseAccountInput>

/**
 * Closes the account of whoever has signed in and knows the password, or who has none and just proved that it is them: account, pictures and everything else held on
 * them goes at once, and their key with it. It cannot be undone.
 *
 * @throws Refusal `current-password-wrong`, `prove-again`, `too-many-tries`
 */
export async function closeAccount(ctx: Ctx, actor: Actor, { current }: CloseAccountInput): Promise<void> {
  const { personId } = await confirmOwner(ctx, actor, current)
  // Read while the key still exists.
  const emails = await readAddressesOf(ctx, personId)
  await erasePerson(ctx, { stores: allStores, holders: dataHolders }, personId)
  for (const email of emails) await removeLettersTo(ctx.config.home, email)
}
