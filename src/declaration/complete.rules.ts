import type { Disagreement, Problem } from './disagreement.ts'
import { sensitiveKindOf } from './sensitive.rules.ts'
import { type Datum, type Ground, type Store, groundOf, partKinds } from './store.ts'
import {
  type Retention,
  audiences,
  bases,
  categories,
  cookieClasses,
  eraseActions,
  identifications,
  purposes,
  retentionEvents,
  subjects,
} from './terms.ts'

/** Everything of a store that has a name and a ground of its own: its columns, fields or tables, or the store itself. */
export function dataOf(store: Store): readonly (readonly [name: string, datum: Datum])[] {
  switch (store.kind) {
    case 'table':
      return Object.entries(store.columns)
    case 'job':
      return Object.entries(store.fields)
    case 'schema':
      return Object.entries(store.tables)
    default:
      return [['', store]]
  }
}

/**
 * Pure: declarations that say nothing, or contradict themselves. TypeScript refuses most of them; this refuses them also
 * where a cast has silenced it, and what no type can say.
 */
export function incompleteDeclarations(stores: readonly Store[]): readonly Disagreement[] {
  return stores.flatMap((store) => {
    const ofStore: Problem[] = []
    if (isBlank(store.label) || isBlank(store.name) || isBlank(store.owner)) ofStore.push('empty-words')
    if (store.kind === 'host') {
      if (!store.carries.every((category) => isIn(categories, category))) ofStore.push('unknown-word')
      if (store.identifies !== 'no' && store.carries.length === 0) ofStore.push('empty-words')
    }
    if (store.kind === 'record' && isBlank(store.operatorSets)) ofStore.push('empty-words')
    if (store.kind === 'database-part' && !(store.part in partKinds)) ofStore.push('unknown-word')
    if (store.kind === 'cookie' || store.kind === 'browser-storage') {
      if (!(store.cookieClass in cookieClasses)) ofStore.push('unknown-word')
      if (store.cookieClass !== 'essential' && store.basis !== 'consent') ofStore.push('not-chosen')
    }
    if (store.kind === 'cookie' && store.value !== 'constant' && store.subject === 'visitor') {
      ofStore.push('cookie-marks-visitor')
    }
    if (isSensitive(store.name, store.label)) ofStore.push('sensitive')
    return [
      ...ofStore.map((problem) => ({ problem, name: store.name })),
      ...dataOf(store).flatMap(([name, datum]) =>
        datumProblems(store, name, datum).map((problem) => ({
          problem,
          name: name === '' ? store.name : `${store.name}.${name}`,
        })),
      ),
    ]
  })
}

function datumProblems(store: Store, name: string, datum: Datum): readonly Problem[] {
  const result = new Set<Problem>()
  const ground = groundOf(store, datum)
  if (isBlank(datum.label) || isBlank(datum.why)) result.add('empty-words')
  // What belongs to the single store itself has been looked at with it.
  if (isSensitive(datum.category, ...(name === '' ? [] : [name, datum.label]))) result.add('sensitive')
  if (!areKnown(datum, ground)) result.add('unknown-word')
  if (!Array.isArray(ground.purposes) || ground.purposes.length === 0) result.add('no-purpose')
  if (!canEnd(ground.retention)) result.add('empty-retention')
  const identifies = datum.identifies !== 'no'
  if (identifies && ground.erase === 'keep' && !explainsKeeping(store)) result.add('kept-though-personal')
  if (identifies && ground.basis === 'none' && !explainsKeeping(store)) result.add('ground-missing')
  if (
    store.kind === 'table' &&
    datum.category === 'user.contact.email' &&
    datum.identifies === 'alone' &&
    !datum.sealed
  ) {
    result.add('not-sealed')
  }
  return [...result]
}

/** A part of the database and a library's table are described as a whole. */
const explainsKeeping = ({ kind }: Store): boolean => kind === 'database-part'

/** Own keys only: `toString` is in every object and in no list. */
const isIn = (list: object, word: unknown): boolean => typeof word === 'string' && Object.hasOwn(list, word)

const areKnown = (datum: Datum, ground: Ground): boolean =>
  isIn(categories, datum.category) &&
  isIn(identifications, datum.identifies) &&
  isIn(subjects, ground.subject) &&
  isIn(bases, ground.basis) &&
  isIn(audiences, ground.audience) &&
  isIn(eraseActions, ground.erase) &&
  [...(ground.purposes ?? [])].every((purpose) => isIn(purposes, purpose))

function canEnd(retention: Retention | undefined): boolean {
  switch (retention?.kind) {
    case 'while-account':
    case 'while-picture':
      return true
    case 'while-needed':
      return !isBlank(retention.until)
    case 'indefinite':
      return !isBlank(retention.why)
    case 'for':
      return Number.isInteger(retention.days) && retention.days > 0 && isIn(retentionEvents, retention.after)
    default:
      return false
  }
}

const isSensitive = (...texts: readonly unknown[]): boolean =>
  texts.some((text) => typeof text === 'string' && sensitiveKindOf(text) !== null)

const isBlank = (text: unknown): boolean => typeof text !== 'string' || text.trim() === ''
