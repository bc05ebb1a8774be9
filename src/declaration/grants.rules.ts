import { type Disagreement, compareNames } from './disagreement.ts'
import { type Datum, type Store, groundOf, storesOf } from './store.ts'
import type { Audience, Category, Purpose } from './terms.ts'

interface ReaderRights {
  /** Every one of these may be what a column is read for. */
  readonly purposes: readonly Purpose[]
  /** And only what these may see anyhow. */
  readonly audiences: readonly Audience[]
  /** The room whose own tables it writes. */
  readonly room?: string
}

/**
 * Parts of the program that must not see people. Each has a role of the database, which may read the columns that the
 * declarations give it and nothing else.
 */
export const readers = {
  statistics: { purposes: ['statistics.count'], audiences: ['staff', 'public'], room: 'privacy/statistics' },
  /** Chooses an ad by what anybody can find out about a picture by searching. */
  ads: { purposes: ['content.find'], audiences: ['public'] },
} as const satisfies Record<string, ReaderRights>
export type Reader = keyof typeof readers

/** Who reaches the database with a role: the running program itself (`house`), and the readers. */
export const consumers = ['house', ...(Object.keys(readers) as Reader[])] as const
export type Consumer = 'house' | Reader

export type Right = 'select' | 'insert' | 'update' | 'delete'
const changes: readonly Right[] = ['insert', 'update', 'delete']

/** One right of one consumer. */
export interface Grant {
  readonly who: Consumer
  readonly right: Right
  /** The table, with its schema in front where that is not `public`. */
  readonly on: string
  /** Null: all columns. */
  readonly column: string | null
}

/** What tells of a person or opens something, so that no reader gets it whatever its purpose says. */
const ofPeople = /^(user\.(account|contact|credential|device|behaviour|agreement|about)|system\.key|copy)(\.|$)/
const tellsOfPeople = (category: Category): boolean => ofPeople.test(category)

/** Pure: whether a reader may read a column: for a purpose of its own, seen by its audience, and of no person. */
export function mayRead(reader: Reader, store: Store, datum: Datum): boolean {
  const { purposes, audiences }: ReaderRights = readers[reader]
  const ground = groundOf(store, datum)
  return (
    ground.purposes.some((purpose) => purposes.includes(purpose)) &&
    audiences.includes(ground.audience) &&
    !datum.sealed &&
    datum.identifies !== 'alone' &&
    !tellsOfPeople(datum.category)
  )
}

/** Pure: every right that the declarations give, and so every right there is. */
export function grantsOf(stores: readonly Store[]): readonly Grant[] {
  const tables = storesOf(stores, 'table')
  const ofHouse = [
    ...tables.flatMap(({ name, rows }) => rightsOn(name, rows)),
    ...storesOf(stores, 'schema').flatMap(({ name, tables: known }) =>
      Object.keys(known).flatMap((table) => rightsOn(`${name}.${table}`, table === 'migrations' ? 'read' : undefined)),
    ),
  ]
  const ofReaders = (Object.keys(readers) as Reader[]).flatMap((who) =>
    tables.flatMap((store): readonly Grant[] => {
      const { room }: ReaderRights = readers[who]
      const read = Object.entries(store.columns).flatMap(([column, datum]): readonly Grant[] =>
        mayRead(who, store, datum) ? [{ who, right: 'select', on: store.name, column }] : [],
      )
      const write = store.owner === room ? changes.map((right) => ({ who, right, on: store.name, column: null })) : []
      return [...read, ...write]
    }),
  )
  return [...ofHouse, ...ofReaders]
}

function rightsOn(on: string, rows: 'added' | 'read' | undefined): readonly Grant[] {
  const rights: readonly Right[] =
    rows === 'read' ? ['select'] : rows === 'added' ? ['select', 'insert'] : ['select', ...changes]
  return rights.map((right) => ({ who: 'house', right, on, column: null }))
}

/** What a database says of the rights in it, those of the owner left out. */
export interface FoundRights {
  /** The consumers that have a role here. None of them: whoever serves is the owner of everything. */
  readonly roles: readonly Consumer[]
  /** In words, as `rightInWords` gives them. */
  readonly rights: readonly string[]
}

export const rightInWords = ({
  who,
  right,
  on,
  column,
}: Omit<Grant, 'who' | 'right'> & { readonly who: string; readonly right: string }): string =>
  `${who}: ${right} ${on}${column === null ? '' : `.${column}`}`

/** Pure: rights that nobody declared, and declared ones that are not there; roles that are not on the map. */
export function rightDisagreements(stores: readonly Store[], found: FoundRights): readonly Disagreement[] {
  const declared = found.roles.length > 0 ? grantsOf(stores).map(rightInWords) : []
  const roles = storesOf(stores, 'database-part')
    .filter(({ part }) => part === 'role')
    .map(({ name }) => `role ${name}`)
  const present = found.roles.length > 0 ? found.roles : consumers
  return [
    ...compareNames(declared, found.rights, 'undeclared-right', 'missing-right'),
    ...compareNames(
      roles,
      present.map((name) => `role ${name}`),
      'undeclared-part',
      'missing-part',
    ),
  ]
}
