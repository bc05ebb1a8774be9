import type * as z from 'zod'
import { type Ctx, inTransaction } from '#platform/context'
import { showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { VendorInput, insertVendor } from './save-vendor.ts'
import { activateNew } from './turn-vendor.ts'

/** What the operator says of whoever runs the mail server; what it gets and why is known. */
export const ConfirmMailInput = VendorInput.omit({ categories: true, purposes: true, hosts: true, does: true })
export type ConfirmMailInput = z.output<typeof ConfirmMailInput>

/**
 * Enters whoever runs the mail server of `SMTP_URL` and activates the entry, all or nothing. For the command line: it is
 * how a fresh installation gets its letters out before there is staff.
 *
 * @throws Refusal `vendor-not-valid`, `no-mail-server`
 */
export async function confirmMail(ctx: Ctx, input: ConfirmMailInput): Promise<{ readonly id: string }> {
  const way = (await ctx.egress.ways()).find(({ connector }) => connector === 'SMTP_URL')
  if (!way) {
    throw new Refusal('conflict', 'no-mail-server', 'SMTP_URL is not set, so there is no mail server to confirm.')
  }
  return inTransaction(ctx, async (tx) => {
    const id = await insertVendor(
      tx,
      {
        ...input,
        does: 'Delivers the letters of this site.',
        categories: [...way.carries],
        purposes: [...way.purposes],
        hosts: [way.host.toLowerCase()],
      },
      null,
    )
    await activateNew(tx, id, showId('vendor', id))
    return { id: showId('vendor', id) }
  })
}
