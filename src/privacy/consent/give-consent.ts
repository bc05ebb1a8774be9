import { addressesOf } from '#accounts/addresses'
import type { TxCtx } from '#platform/context'
import { newId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { appendAudit } from '#privacy/audit'
import { type Channel, type Yes, entryOf, livingRow, lockConsentsOf } from './consent.ts'
import { type Consentable, register as ours } from './register.ts'
import { hashOfWording, wordingNow } from './wording.rules.ts'

export interface GivenYes extends Yes {
  readonly channel: Channel
  /** The version of the words that were shown, where the form says it. */
  readonly version?: number | undefined
  /** What the words named. */
  readonly named?: string
}

/**
 * Notes that a person says yes, in the words of now. One who says it again in the same words has said it once; other
 * words end the older yes and are a new one.
 *
 * Of a yes and a withdrawal at once, the one that commits last holds.
 *
 * @throws Refusal `consent-not-known`, `wording-changed` where other words were shown, `address-not-yours`
 */
export async function giveConsent(tx: TxCtx, yes: GivenYes, register: readonly Consentable[] = ours): Promise<void> {
  const entry = entryOf(register, yes.what)
  const wording = wordingNow(entry, yes.named ?? null)
  if (yes.version !== undefined && yes.version !== wording.version) {
    throw new Refusal(
      'conflict',
      'wording-changed',
      'The words changed while you were reading. Read them and say it again.',
    )
  }
  await requireFitting(tx, entry, yes)
  await lockConsentsOf(tx, yes.personId)
  const hash = hashOfWording(wording)
  const living = await livingRow(tx, yes)
  if (living?.wording_hash.equals(hash)) return
  const now = tx.clock.now()
  if (living) {
    await tx.db.updateTable('privacy_consents').set({ withdrawn_at: now }).where('id', '=', living.id).execute()
  }
  await tx.db
    .insertInto('privacy_consents')
    .values({
      id: newId<'consent'>(tx),
      person_id: yes.personId,
      address_id: yes.addressId ?? null,
      what: entry.what,
      purpose: entry.purpose,
      wording_version: wording.version,
      named: yes.named ?? null,
      wording_hash: hash,
      channel: yes.channel,
      given_at: now,
    })
    .execute()
  const { personId: about, by = about } = yes
  await appendAudit(tx, { kind: 'consent-given', by, about, detail: { what: entry.what, groups: [entry.purpose] } })
}

/** A yes to letters is to one address that is proven to be theirs; any other is to the person. */
async function requireFitting(tx: TxCtx, { per }: Consentable, { personId, addressId }: Yes): Promise<void> {
  if (per === 'person' && addressId === undefined) return
  const own = per === 'address' ? await addressesOf(tx, personId) : []
  if (own.some((one) => one.addressId === addressId && one.provenAt !== null && one.heldUntil === null)) return
  throw new Refusal('invalid', 'address-not-yours', 'Choose one of your own addresses, after you have proven it.')
}
