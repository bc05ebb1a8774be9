import * as z from 'zod'
import { type Actor, requireProven, usernameOf } from '#accounts/members'
import { type NewCookie, endSessions, renewSession, requireSession } from '#accounts/sessions'
import { hourMs, later } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { codesLeft } from './authenticator-of.ts'
import { writeFactorNews } from './letters.ts'
import {
  type QrCode,
  qrCodeOf,
  secretBytes,
  secretInGroups,
  secretInText,
  setUpAddress,
} from './one-time-code.rules.ts'
import { newRecoveryCodes } from './recovery-codes.ts'
import { spendStep } from './take-code.ts'

/** How long a secret is shown for an app to take it. */
export const offerHoursMax = 1

/** Makes a secret for an app of whoever just proved who they are. It counts only once a first code has confirmed it. */
export async function offerAuthenticator(ctx: Ctx, actor: Actor): Promise<void> {
  const { personId } = requireProven(actor, ctx.clock.now())
  requireSession(actor)
  const secret = secretInText(ctx.chance.bytes(secretBytes))
  const place = { column: 'accounts_authenticators.secret', subjectId: personId }
  await inTransaction(ctx, async (tx) => {
    const row = { secret: await tx.vault.seal(tx.db, place, secret), last_step: 0, created_at: tx.clock.now() }
    await tx.db
      .insertInto('accounts_authenticators')
      .values({ person_id: personId, state: 'offered', ...row })
      .onConflict((conflict) => conflict.columns(['person_id', 'state']).doUpdateSet(row))
      .execute()
  })
}

export interface OfferedAuthenticator {
  /** In groups of four, to be typed by hand. */
  readonly secret: string
  /** Opens the app, on the device where it is. */
  readonly address: string
  readonly qr: QrCode
}

/** The secret that an app is to take, for an hour; null where none was offered. @throws Refusal `prove-again` */
export async function offeredAuthenticator(ctx: Ctx, actor: Actor): Promise<OfferedAuthenticator | null> {
  const { personId } = requireProven(actor, ctx.clock.now())
  requireSession(actor)
  const row = await ctx.db
    .selectFrom('accounts_authenticators')
    .where('person_id', '=', personId)
    .where('state', '=', 'offered')
    .select(['secret', 'created_at'])
    .executeTakeFirst()
  if (!row || later(row.created_at, offerHoursMax * hourMs) <= ctx.clock.now()) return null
  const place = { column: 'accounts_authenticators.secret', subjectId: personId }
  const secret = await ctx.vault.open(ctx.db, place, row.secret, 'account.secure')
  const username = await usernameOf(ctx, personId)
  if (secret === null || username === null) return null
  const address = setUpAddress(secret, username, ctx.config.origin.hostname)
  return { secret: secretInGroups(secret), address, qr: qrCodeOf(address) }
}

export const ConfirmAuthenticatorInput = z.strictObject({
  code: z
    .string()
    .transform((text) => text.replaceAll(/\s/g, ''))
    .refine((text) => /^\d{6}$/.test(text), { error: 'Type the six digits that the app shows.' }),
})
export type ConfirmAuthenticatorInput = z.output<typeof ConfirmAuthenticatorInput>

export interface AuthenticatorSetUp {
  /** The session has a new secret now. */
  readonly cookie: NewCookie
  /** Shown this once; null where the person has some left of before. */
  readonly codes: readonly string[] | null
}

/**
 * Makes the app that was offered the person's authenticator, once it shows a right code; an app of before ends. The first
 * time, recovery codes are made too. Other sessions, which were begun with less, end.
 *
 * @throws Refusal `first-code-wrong`, and those of `requireProven`
 */
export async function confirmAuthenticator(
  ctx: Ctx,
  actor: Actor,
  { code }: ConfirmAuthenticatorInput,
): Promise<AuthenticatorSetUp> {
  const now = ctx.clock.now()
  const { personId } = requireProven(actor, now)
  const { sessionId } = requireSession(actor)
  return inTransaction(ctx, async (tx) => {
    if (!(await spendStep(tx, personId, 'offered', code))) {
      throw new Refusal('invalid', 'first-code-wrong', 'This code does not fit the key on this page.', {
        fields: {
          code: 'Type the six digits that the app shows now. If they are refused again, look whether the clock of the device is right.',
        },
      })
    }
    const mine = tx.db.deleteFrom('accounts_authenticators').where('person_id', '=', personId)
    const replaced = await mine.where('state', '=', 'confirmed').executeTakeFirst()
    await tx.db
      .updateTable('accounts_authenticators')
      .set({ state: 'confirmed', created_at: now })
      .where('person_id', '=', personId)
      .where('state', '=', 'offered')
      .execute()
    const codes = (await codesLeft(tx, personId)) === 0 ? await newRecoveryCodes(tx, personId) : null
    await endSessions(tx, personId, sessionId)
    const news = replaced.numDeletedRows > 0n ? 'authenticator-replaced' : 'authenticator-added'
    await tx.enqueue(writeFactorNews, { personId, news })
    return { cookie: await renewSession(tx, sessionId, ['code']), codes }
  })
}
