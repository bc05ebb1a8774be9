import {
  type Purpose,
  type Retention,
  type Store,
  audiences,
  dataOf,
  groundOf,
  purposes,
  retentionInWords,
  storesOf,
  waitsForYes,
} from '#declaration'
import { register } from '#privacy/consent'

/** A purpose as a version of the policy tells of it. */
export interface ToldPurpose {
  readonly words: string
  readonly waitsForYes: 'always' | 'by-basis' | 'never'
}

/** The purposes of a version, by their word in the declaration. */
export type ToldPurposes = Readonly<Record<string, ToldPurpose>>

/** The purposes as the code has them now. */
export const purposesInCode: ToldPurposes = Object.fromEntries(
  Object.entries(purposes).map(([purpose, words]) => [
    purpose,
    { words, waitsForYes: waitsForYes[purpose as Purpose] },
  ]),
)

const waits: Readonly<Record<ToldPurpose['waitsForYes'], string>> = {
  always: 'only after you say yes to it',
  'by-basis': 'comes with what you ask for',
  never: 'a duty',
}

const cell = (text: string): string => text.replaceAll('|', '\\|')
const rows = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...lines].map((line) => `| ${line.map(cell).join(' | ')} |`).join('\n')

/** Tables about people, by the wing that keeps them. */
const tablesOf = (stores: readonly Store[], wing: string) =>
  storesOf(stores, 'table').filter(
    ({ owner, path, subject }) => owner.startsWith(`${wing}/`) && path !== 'nobody' && subject !== 'none',
  )

/** Parts of the policy that are made from the declarations, by the word that stands for them in the text. */
export const blocks: Readonly<Record<string, (stores: readonly Store[], told: ToldPurposes, about: string) => string>> =
  {
    purposes: (_stores, told) =>
      rows(
        ['What for', 'When'],
        Object.values(told).map(({ words, waitsForYes: when }) => [words, waits[when]]),
      ),
    consents: () =>
      rows(
        ['What', 'In these words', 'Without it'],
        register.map(({ title, wordings, ifNot }) => [
          title,
          (wordings.at(-1) ?? '').replaceAll('{named}', '{region}'),
          ifNot,
        ]),
      ),
    retention: (stores, told, wing) =>
      rows(
        ['What', 'What for', 'How long'],
        tablesOf(stores, wing).map((store) => [
          store.label,
          [...new Set([...store.purposes, ...dataOf(store).flatMap(([, datum]) => groundOf(store, datum).purposes)])]
            .map((purpose) => told[purpose]?.words ?? purpose)
            .join('; '),
          retentionInWords(store.retention),
        ]),
      ),
    audience: (stores) => {
      const seen = new Map<string, Set<string>>()
      for (const store of storesOf(stores, 'table')) {
        if (store.path === 'nobody' || store.subject === 'none') continue
        for (const [, datum] of dataOf(store)) {
          const who = audiences[groundOf(store, datum).audience]
          seen.set(who, (seen.get(who) ?? new Set()).add(store.label))
        }
      }
      // Long ones, so they are a list: a table would leave a column of single letters on a phone.
      return Object.values(audiences)
        .filter((who) => seen.has(who))
        .map((who) => `- **${who}**: ${[...(seen.get(who) ?? [])].sort().join('; ')}.`)
        .join('\n')
    },
    letters: (stores) =>
      rows(
        ['Letter', 'Why'],
        storesOf(stores, 'mail').map(({ label, why }) => [label, why]),
      ),
    cookies: (stores) =>
      storesOf(stores, 'cookie')
        .map(
          ({ name, cookieClass, why, retention }) =>
            `- \`${name}\` (${cookieClass}): ${why} Kept ${retentionInWords(retention)}.`,
        )
        .join('\n'),
  }

/** A number of days, as the declaration of a store or of one of its columns says it: `30 days`. */
export function daysOf(stores: readonly Store[], name: string): string | undefined {
  const [table, column] = name.split('.')
  const found = stores.find((store) => store.name === table && store.kind !== 'job')
  if (!found) return undefined
  const datum = column === undefined ? found : dataOf(found).find(([of]) => of === column)?.[1]
  const retention: Retention | undefined = datum && groundOf(found, datum).retention
  if (retention?.kind !== 'for') return undefined
  return retention.days === 1 ? '1 day' : `${retention.days} days`
}
