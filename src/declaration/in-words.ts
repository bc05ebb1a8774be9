import { dataOf } from './complete.rules.ts'
import { type Store, type StoreKind, groundOf, partKinds } from './store.ts'
import {
  audiences,
  bases,
  categories,
  eraseActions,
  identifications,
  purposes,
  retentionInWords,
  subjects,
} from './terms.ts'

/** One thing that is held, in the words in which people are told of it. */
export interface MapRow {
  readonly name: string
  readonly label: string
  readonly category: string
  /** The word of `terms.ts` for it. */
  readonly categoryKey: string
  readonly identifies: string
  readonly whose: string
  readonly why: string
  readonly used: string
  readonly ground: string
  readonly seen: string
  readonly kept: string
  readonly erased: string
  readonly sealed: boolean
}

/** A store with parts, or all stores of a kind that have none. */
export interface MapGroup {
  /** Empty where the group is made of single stores. */
  readonly name: string
  readonly label: string
  readonly owner: string
  readonly rows: readonly MapRow[]
}

export interface MapSection {
  readonly kind: StoreKind
  readonly title: string
  readonly groups: readonly MapGroup[]
}

/** The kinds in the order in which they are told of. */
const titles: Readonly<Record<StoreKind, string>> = {
  table: 'Tables',
  schema: 'Tables of libraries',
  'database-part': 'Other parts of the database',
  job: 'Queued work',
  schedule: 'Work that comes round by itself',
  files: 'Files and folders',
  'blob-use': 'Who uses stored files',
  cookie: 'Cookies',
  'browser-storage': "The browser's own storage",
  mail: 'Mails',
  'log-field': 'Fields of log lines',
  host: 'Hosts that the product speaks to',
  record: 'What the surroundings keep',
}

/** Pure: the whole map in words, in a fixed order, so that two runs give the same. */
export function dataMapOf(stores: readonly Store[]): readonly MapSection[] {
  return (Object.keys(titles) as StoreKind[]).flatMap((kind) => {
    const ofKind = stores
      .filter((store) => store.kind === kind)
      .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.owner.localeCompare(b.owner, 'en'))
    if (ofKind.length === 0) return []
    const singles = ofKind.filter((store) => !hasParts(store))
    const groups = ofKind
      .filter(hasParts)
      .map((store) => ({ name: store.name, label: store.label, owner: store.owner, rows: mapRowsOf(store) }))
    const single = { name: '', label: titles[kind], owner: '', rows: singles.flatMap(mapRowsOf) }
    return [{ kind, title: titles[kind], groups: singles.length > 0 ? [single, ...groups] : groups }]
  })
}

const hasParts = ({ kind }: Store): boolean => kind === 'table' || kind === 'job' || kind === 'schema'

/** The rows of one store. */
export function mapRowsOf(store: Store): readonly MapRow[] {
  return dataOf(store).map(([name, datum]) => {
    const ground = groundOf(store, datum)
    return {
      name: name === '' ? nameOf(store) : name,
      label: datum.label,
      category: categories[datum.category],
      categoryKey: datum.category,
      identifies: identifications[datum.identifies],
      whose: subjects[ground.subject],
      why: store.kind === 'record' ? `${store.why} ${store.operatorSets}` : datum.why,
      used: ground.purposes.map((purpose) => purposes[purpose]).join('; '),
      ground: bases[ground.basis],
      seen: audiences[ground.audience],
      kept: retentionInWords(ground.retention),
      erased: eraseActions[ground.erase],
      sealed: datum.sealed ?? false,
    }
  })
}

function nameOf(store: Store): string {
  if (store.kind === 'database-part') return `${partKinds[store.part]} ${store.name}`
  if (store.kind === 'browser-storage') return `${store.where} ${store.name}`
  if (store.kind === 'host' && store.bySetting) return `the host in ${store.name}`
  return store.name
}
