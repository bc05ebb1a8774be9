import { namesOf } from '#accounts/people'
import { purposes } from '#declaration'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { type AuditKind, entriesAbout } from '#privacy/audit'

/** One look at the data of a person, or one act about it, as they read it. */
export interface Look {
  readonly number: string
  readonly at: Date
  readonly kind: AuditKind
  /** The user name of the member of staff; null where they have left, or it was nobody. */
  readonly by: string | null
  /** It was they themselves. */
  readonly isOwn: boolean
  /** The program itself, and no member of staff. */
  readonly byProgram: boolean
  readonly roles: readonly string[]
  /** What it was about, as a choice: one of `reasonKinds`. */
  readonly about: string | null
  readonly reason: string | null
  /** Which groups of data, which field, which purpose, or which roles. */
  readonly groups: readonly string[]
}

export interface Looks {
  readonly looks: readonly Look[]
  /** Give this as `before` to read on; null where nothing is older. */
  readonly next: string | null
}

const pageSize = 50

/** A purpose in the words of the data map; anything else as it is. */
const inWords = (group: string): string => (purposes as Readonly<Record<string, string>>)[group] ?? group

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

/**
 * Who looked at the data of a person or changed some for them, when, why, and which: the newest first. It is there as
 * soon as it was done.
 *
 * @param before only what is older than this number
 */
export async function lookedAt(
  ctx: Ctx,
  personId: Id<'person'>,
  { before, limit = pageSize }: { readonly before?: string | null; readonly limit?: number } = {},
): Promise<Looks> {
  const since = before && /^\d{1,18}$/.test(before) ? { before: BigInt(before) } : {}
  const entries = await entriesAbout(ctx, personId, { ...since, limit: limit + 1 })
  const shown = entries.slice(0, limit)
  const names = await namesOf(
    ctx,
    shown.flatMap(({ by }) => by ?? []),
  )
  const last = shown.at(-1)
  return {
    looks: shown.map(({ seq, at, kind, by, detail, reason }) => ({
      number: String(seq),
      at,
      kind,
      by: (by && names.get(by)?.username) ?? null,
      isOwn: by === personId,
      byProgram: by === null,
      roles: textsOf(detail['roles']),
      about: typeof detail['about'] === 'string' ? detail['about'] : null,
      reason,
      groups: textsOf(detail['groups']).map(inWords),
    })),
    next: entries.length > limit && last ? String(last.seq) : null,
  }
}
