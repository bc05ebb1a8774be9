import { dataOf } from './complete.rules.ts'
import { type Store, groundOf } from './store.ts'
import {
  type Basis,
  type Category,
  type Purpose,
  type Subject,
  audiences,
  bases,
  categories,
  purposes,
  retentionInWords,
  subjects,
} from './terms.ts'

/** One purpose for which data of people are processed, in words, as a record of processing wants it (GDPR 30 (1)). */
export interface Activity {
  readonly purpose: Purpose
  readonly why: string
  readonly whose: readonly string[]
  readonly what: readonly string[]
  readonly grounds: readonly string[]
  /** Who may see some of it. */
  readonly seen: readonly string[]
  /** Every limit of time that something of it has. */
  readonly kept: readonly string[]
  /** Our names of where it lies. */
  readonly stores: readonly string[]
  readonly hasSealed: boolean
}

/** Pure: everything done with data of people, by purpose, in the order of the purposes. */
export function processingOf(stores: readonly Store[]): readonly Activity[] {
  const all = stores.flatMap((store) =>
    dataOf(store).map(([, datum]) => ({ store: store.name, datum, ground: groundOf(store, datum) })),
  )
  return (Object.keys(purposes) as Purpose[]).flatMap((purpose) => {
    const used = all.filter(({ ground }) => ground.subject !== 'none' && ground.purposes.includes(purpose))
    if (used.length === 0) return []
    const words = <Key extends string>(keys: readonly Key[], inWords: Readonly<Record<Key, string>>) =>
      [...new Set(keys)].map((key) => inWords[key]).toSorted()
    return [
      {
        purpose,
        why: purposes[purpose],
        whose: words<Subject>(
          used.map(({ ground }) => ground.subject),
          subjects,
        ),
        what: words<Category>(
          used.map(({ datum }) => datum.category),
          categories,
        ),
        grounds: words<Basis>(
          used.map(({ ground }) => ground.basis),
          bases,
        ),
        seen: words(
          used.map(({ ground }) => ground.audience),
          audiences,
        ),
        kept: [...new Set(used.map(({ ground }) => retentionInWords(ground.retention)))].toSorted(),
        stores: [...new Set(used.map(({ store }) => store))].toSorted(),
        hasSealed: used.some(({ datum }) => datum.sealed),
      },
    ]
  })
}
