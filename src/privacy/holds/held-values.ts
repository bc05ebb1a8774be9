import * as z from 'zod'
import type { Store } from '#declaration'
import type { TxCtx } from '#platform/context'
import { heldIn } from '#privacy/access'
import { tablesOfFields } from './hold.rules.ts'

/** The rows of each table, of which only the named columns are there. */
export const HeldValues = z.record(z.string(), z.array(z.record(z.string(), z.unknown())))
export type HeldValues = z.output<typeof HeldValues>

/**
 * The values of exactly the named fields of somebody who is here. Opened for the purpose `rights.answer`: what stays is a
 * part of the answer to whoever is erased.
 */
export async function heldValues(
  tx: TxCtx,
  stores: readonly Store[],
  personId: string,
  fields: readonly string[],
): Promise<HeldValues> {
  const values: Record<string, HeldValues[string]> = {}
  for (const table of tablesOfFields(stores, fields)) {
    const { rows } = await heldIn(tx, stores, table, personId)
    if (rows.length > 0) values[table.name] = rows.map((row) => ({ ...row }))
  }
  return values
}

/** As text; a number that is too large for JSON as its digits. */
export const textOf = (values: HeldValues): string =>
  JSON.stringify(values, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))

/** How many values of a field are there. */
export function countOf(values: HeldValues, field: string): number {
  const [table = '', column = ''] = field.split('.')
  return (values[table] ?? []).filter((row) => row[column] !== null && row[column] !== undefined).length
}
