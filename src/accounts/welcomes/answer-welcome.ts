import * as z from 'zod'
import { ownerOfAddress, proveAddress } from '#accounts/addresses'
import {
  type Actor,
  activateMember,
  addMember,
  isReserved,
  refuseTakenUsername,
  requireActive,
  usernameTaken,
} from '#accounts/members'
import { type CreatedOrganisation, foundOrganisation } from '#accounts/organisations'
import { hashPassword, refuseWeakPassword } from '#accounts/passwords'
import { type CurrentTerms, SignUpInput, agreementsTo, requireAgreed } from '#accounts/people'
import { hashOfSecret } from '#accounts/secrets'
import { type AnyCtx, type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type WaitingWelcome, findWelcome, forgetWelcomes } from './waiting-welcome.ts'

const link = { token: z.string().min(1).max(100) }
export const WelcomeLinkInput = z.strictObject(link)
export type WelcomeLinkInput = z.output<typeof WelcomeLinkInput>

/** What a sign-up asks for, but for the address, which the link proves. */
export const AcceptWelcomeInput = SignUpInput.omit({ email: true }).extend(link)
export type AcceptWelcomeInput = z.output<typeof AcceptWelcomeInput>

/** What whoever opens the link of a welcome sees. */
export interface ShownWelcome extends Omit<WaitingWelcome, 'welcomeId'> {
  /** Whether the address belongs to a member already, who then says yes by signing in. */
  readonly hasAccount: boolean
}

/** Unknown, used, replaced and outdated links answer alike. */
const welcomeExpired = (): Refusal =>
  new Refusal(
    'not-found',
    'welcome-expired',
    'This link no longer works. Ask us for a new one, and use the newest letter.',
    {
      status: 410,
    },
  )

/** What was prepared. It changes nothing. @throws Refusal `welcome-expired` */
export async function welcomeByLink(ctx: Ctx, { token }: WelcomeLinkInput): Promise<ShownWelcome> {
  const { welcomeId: _, ...shown } = await byToken(ctx, token)
  return { ...shown, hasAccount: (await ownerOfAddress(ctx, shown.email)) !== null }
}

/**
 * Makes the account of whoever opened the link, with the name and the password that they chose, and the organisation of
 * which they are the owner. The link proves that they read the mail of its address. Of two who do it at once one is
 * refused; what is refused leaves the link as it was.
 *
 * @param current what was in force when the form was sent
 * @throws Refusal `welcome-expired`, `welcome-has-account`, `username-taken`, `password-too-weak`, `too-busy`, and those of
 *   `requireAgreed`
 */
export async function acceptWelcome(
  ctx: Ctx,
  { token, username, password, ...agreed }: AcceptWelcomeInput,
  current: CurrentTerms,
): Promise<CreatedOrganisation> {
  requireAgreed(agreed, current, ctx.clock.now())
  const { email } = await byToken(ctx, token)
  refuseWeakPassword(password, { username, email })
  if (isReserved(username)) throw usernameTaken()
  if ((await ownerOfAddress(ctx, email)) !== null) {
    throw new Refusal(
      'conflict',
      'welcome-has-account',
      'There is an account with this address already. Sign in with it, and open the link again.',
    )
  }
  await refuseTakenUsername(ctx, username)
  const passwordHash = await hashPassword(ctx, password)
  return inTransaction(ctx, async (tx) => {
    const waiting = await spend(tx, token)
    const made = await addMember(tx, { username, email, passwordHash, agreements: agreementsTo(current) })
    await proveAddress(tx, made.addressId)
    await activateMember(tx, made.personId)
    return found(tx, made.personId, waiting)
  })
}

/**
 * Says yes as the member who has proven the address already: they become the owner with the account that they have.
 *
 * @throws Refusal `welcome-expired`, `welcome-for-another`, and those of `requireActive`
 */
export async function joinByWelcome(ctx: Ctx, actor: Actor, { token }: WelcomeLinkInput): Promise<CreatedOrganisation> {
  const { personId } = requireActive(actor)
  return inTransaction(ctx, async (tx) => {
    const waiting = await spend(tx, token)
    if ((await ownerOfAddress(tx, waiting.email)) !== personId) {
      throw new Refusal(
        'forbidden',
        'welcome-for-another',
        'This letter went to an address that is not proven to be yours. Sign in with the account that has it.',
      )
    }
    return found(tx, personId, waiting)
  })
}

/** Says no, by the link alone: the address is forgotten at once. @throws Refusal `welcome-expired` */
export async function declineWelcome(ctx: Ctx, { token }: WelcomeLinkInput): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await spend(tx, token)
  })
}

const found = (
  tx: TxCtx,
  personId: Id<'person'>,
  { organisation, email }: WaitingWelcome,
): Promise<CreatedOrganisation> =>
  foundOrganisation(tx, personId, { ...organisation, email, preferredChannel: 'email' })

async function byToken(ctx: AnyCtx, token: string): Promise<WaitingWelcome> {
  const waiting = await findWelcome(ctx, { tokenHash: hashOfSecret(token) })
  if (!waiting) throw welcomeExpired()
  return waiting
}

/** Uses the link up; what throws afterwards gives it back. */
async function spend(tx: TxCtx, token: string): Promise<WaitingWelcome> {
  const waiting = await byToken(tx, token)
  if ((await forgetWelcomes(tx, [waiting.welcomeId])) === 0) throw welcomeExpired()
  return waiting
}
