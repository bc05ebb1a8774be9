import * as z from 'zod'
import { type Actor, requireProven, requireRole } from '#accounts/members'
import { type Store, storesOf } from '#declaration'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { appendAudit } from '#privacy/audit'
import { heldPlace, holdRoles, readHold } from './hold-row.ts'
import { fieldsInWords } from './hold.rules.ts'
import { HeldValues } from './held-values.ts'
import { holdReason } from './place-hold.ts'

export const OpenHeldInput = z.strictObject({ hold: z.string(), reason: holdReason('reason') })
export type OpenHeldInput = z.output<typeof OpenHeldInput>

/** What stayed of one table. */
export interface HeldTable {
  readonly name: string
  readonly label: string
  readonly rows: readonly (readonly { readonly name: string; readonly label: string; readonly value: unknown }[])[]
}

/**
 * What stayed of somebody who is gone. That it was read, by whom and why, is in the log of acts before it is shown.
 *
 * @throws Refusal `hold-not-found`; `nothing-held` while the account is there; and those of `requireRole` and
 *   `requireProven`
 */
export async function openHeld(
  ctx: Ctx,
  stores: readonly Store[],
  actor: Actor,
  { hold: shown, reason }: OpenHeldInput,
): Promise<readonly HeldTable[]> {
  const staff = requireRole(actor, ...holdRoles)
  requireProven(actor, ctx.clock.now())
  const text = await inTransaction(ctx, async (tx) => {
    // Held until the entry stands: nobody lifts it meanwhile.
    const hold = await readHold(tx, shown, { lock: true })
    if (hold.held === null) {
      throw new Refusal(
        'conflict',
        'nothing-held',
        'The account is still there, so nothing is held apart. Open the record of the person instead.',
      )
    }
    await appendAudit(tx, {
      kind: 'hold-read',
      by: staff.personId,
      about: hold.id,
      detail: {
        roles: holdRoles.filter((role) => staff.roles.has(role)),
        groups: fieldsInWords(stores, hold.fields),
      },
      reason,
    })
    return tx.vault.open(tx.db, heldPlace(hold.id), hold.held, 'law.prove')
  })
  // Null where the key was lost with a master key: an old backup was put back.
  return Object.entries(text === null ? {} : HeldValues.parse(JSON.parse(text))).map(([name, rows]) => {
    const store = storesOf(stores, 'table').find((one) => one.name === name)
    return {
      name,
      label: store?.label ?? name,
      rows: rows.map((row) =>
        Object.entries(row).map(([column, value]) => ({
          name: column,
          label: store?.columns[column]?.label ?? column,
          value,
        })),
      ),
    }
  })
}
