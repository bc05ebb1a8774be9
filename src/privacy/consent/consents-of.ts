import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import type { Channel } from './consent.ts'
import { type Consentable, type What, register as ours } from './register.ts'
import { type Wording, hashOfWording, wordingNow, wordingOf } from './wording.rules.ts'

/** One yes, as it was said. */
export interface PastConsent {
  readonly version: number
  /** The words as they were shown; null where the code no longer has them word for word. */
  readonly text: string | null
  readonly channel: Channel
  readonly givenAt: Date
  readonly withdrawnAt: Date | null
  readonly addressId: Id<'address'> | null
}

/** Something that can be said yes to, and every yes of one person to it. */
export interface ConsentOfPerson {
  readonly what: string
  readonly title: string
  readonly purpose: string
  readonly per: Consentable['per']
  readonly given: Consentable['given']
  readonly page: string
  readonly ifNot: string
  readonly takenBack: string
  /** The words in which it is asked for now. */
  readonly now: Wording
  readonly isGiven: boolean
  /** The newest first. */
  readonly history: readonly PastConsent[]
}

/**
 * Everything that one is asked for, with every yes of a person, in the words that were shown (promise G-32). Null asks
 * for nobody: then only what one is asked for.
 */
export async function consentsOf(
  ctx: AnyCtx,
  personId: Id<'person'> | null,
  register: readonly Consentable[] = ours,
): Promise<readonly ConsentOfPerson[]> {
  const rows = personId === null ? [] : await rowsOf(ctx, personId)
  return register.map((entry) => {
    const history = rows
      .filter(({ what }) => what === entry.what)
      .map((row): PastConsent => {
        const wording = wordingOf(entry, row.wording_version, row.named)
        return {
          version: row.wording_version,
          text: wording && hashOfWording(wording).equals(row.wording_hash) ? wording.text : null,
          channel: row.channel as Channel,
          givenAt: row.given_at,
          withdrawnAt: row.withdrawn_at,
          addressId: row.address_id as Id<'address'> | null,
        }
      })
    const { what, title, purpose, per, given, page, ifNot, takenBack } = entry
    return {
      ...{ what, title, purpose, per, given, page, ifNot, takenBack },
      now: wordingNow(entry, ctx.config.operator.region),
      isGiven: history.some(({ withdrawnAt }) => withdrawnAt === null),
      history,
    }
  })
}

const rowsOf = (ctx: AnyCtx, personId: Id<'person'>) =>
  ctx.db
    .selectFrom('privacy_consents')
    .where('person_id', '=', personId)
    .select(['what', 'wording_version', 'named', 'wording_hash', 'channel', 'given_at', 'withdrawn_at', 'address_id'])
    .orderBy('given_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** The words in which something is asked for now, for the form that asks. */
export function wordsFor(ctx: AnyCtx, what: What): Wording {
  const entry = ours.find((one) => one.what === what)
  if (!entry) throw new Error(`${what} is not asked for`)
  return wordingNow(entry, ctx.config.operator.region)
}
