import { type Actor, requireMember } from '#accounts/people'
import { type Store, tablesOfSubjects } from '#declaration'
import type { Ctx } from '#platform/context'
import { countIn } from '#privacy/access'

/** A kind of what is held on somebody, in the words of the declaration, and how much there is. */
export interface WouldGo {
  readonly label: string
  readonly count: number
}

/**
 * What an erasure would take from whoever asks: every table in which something leads to them, but those whose rows stay
 * without them.
 */
export async function whatWouldGo(ctx: Ctx, stores: readonly Store[], actor: Actor): Promise<readonly WouldGo[]> {
  const { personId } = requireMember(actor)
  const found: WouldGo[] = []
  for (const store of tablesOfSubjects(stores)) {
    if (store.erase === 'keep') continue
    const count = await countIn(ctx, stores, store, personId)
    if (count > 0) found.push({ label: store.label, count })
  }
  return found.sort((one, other) => one.label.localeCompare(other.label, 'en'))
}
