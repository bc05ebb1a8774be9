import * as z from 'zod'
import { type Actor, requireRole } from '#accounts/people'
import { type Store, type TableStore, tablesOfSubjects } from '#declaration'
import { type Ctx, inTransaction } from '#platform/context'
import { chapterOf, chapters, countIn, heldIn } from '#privacy/access'
import { appendAudit } from '#privacy/audit'
import { requirePerson } from './find-person.ts'
import { columnsShown, deskRoles } from './may-show.rules.ts'
import { requireViewing, viewingToken } from './viewing.ts'

/** Why a record is opened, as a choice. */
export const reasonKinds = ['asked', 'report', 'security', 'law'] as const
export type ReasonKind = (typeof reasonKinds)[number]

export const OpenRecordInput = z.strictObject({
  person: z.string(),
  kind: z.enum(reasonKinds, { error: 'Choose what it is about.' }),
  reason: z
    .string()
    .trim()
    .min(10, { error: 'Say why in at least 10 characters. The person will read it.' })
    .max(500, { error: 'Use at most 500 characters.' }),
})
export type OpenRecordInput = z.output<typeof OpenRecordInput>

/**
 * Opens the record of a person for a quarter of an hour. That it was opened, by whom, why, and which parts, is in the log
 * of acts before anything is shown; the person reads it there.
 *
 * @returns a token for the address of the page; it works in this session only
 * @throws Refusal `person-not-found`, and those of `requireRole`
 */
export async function openRecord(
  ctx: Ctx,
  stores: readonly Store[],
  actor: Actor,
  { person, kind, reason }: OpenRecordInput,
): Promise<{ readonly viewing: string }> {
  const staff = requireRole(actor, ...deskRoles)
  const subjectId = await requirePerson(ctx, person)
  return inTransaction(ctx, async (tx) => {
    const tables: TableStore[] = []
    for (const store of tablesOfSubjects(stores)) {
      if (columnsShown(store, staff.roles).length === 0) continue
      if ((await countIn(tx, stores, store, subjectId)) > 0) tables.push(store)
    }
    await appendAudit(tx, {
      kind: 'staff-read',
      by: staff.personId,
      about: subjectId,
      detail: {
        roles: deskRoles.filter((role) => staff.roles.has(role)),
        about: kind,
        groups: tables.map(({ label }) => label),
      },
      reason,
    })
    const names = tables.map(({ name }) => name)
    return { viewing: viewingToken(tx, staff, subjectId, names) }
  })
}

export const ReadRecordInput = z.strictObject({ person: z.string(), viewing: z.string() })
export type ReadRecordInput = z.output<typeof ReadRecordInput>

/** One table of the record, as staff reads it. */
export interface RecordGroup {
  readonly name: string
  readonly label: string
  /** How many entries there are, however many are shown. */
  readonly count: number
  readonly rows: readonly (readonly RecordValue[])[]
}

export interface RecordValue {
  readonly name: string
  readonly label: string
  readonly value: unknown
}

export interface PersonRecord {
  readonly until: Date
  readonly groups: readonly RecordGroup[]
  /** Whether whoever reads may correct something for the person, with a code of theirs. */
  readonly mayCorrect: boolean
}

const rowsMax = 20

/**
 * What a record shows to whoever opened it: of each table that was named in the log the fields whose declared audience
 * admits their roles.
 *
 * @throws Refusal `reason-needed`, `person-not-found`, and those of `requireRole`
 */
export async function readRecord(
  ctx: Ctx,
  stores: readonly Store[],
  actor: Actor,
  { person, viewing }: ReadRecordInput,
): Promise<PersonRecord> {
  const staff = requireRole(actor, ...deskRoles)
  const subjectId = await requirePerson(ctx, person)
  const { until, tables } = requireViewing(ctx, staff, subjectId, viewing)
  const groups: RecordGroup[] = []
  const placeOf = (store: TableStore): number => chapters.indexOf(chapterOf(store))
  for (const store of [...tablesOfSubjects(stores)].sort((one, other) => placeOf(one) - placeOf(other))) {
    const columns = columnsShown(store, staff.roles)
    if (!tables.includes(store.name) || columns.length === 0) continue
    const { rows, count } = await heldIn(ctx, stores, store, subjectId, { rowsMax })
    groups.push({
      name: store.name,
      label: store.label,
      count,
      rows: rows.map((row) =>
        columns.map((name) => ({ name, label: store.columns[name]?.label ?? name, value: row[name] })),
      ),
    })
  }
  return { until, groups, mayCorrect: staff.roles.has('support') }
}
