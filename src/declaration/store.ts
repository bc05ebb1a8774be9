import type {
  Audience,
  Basis,
  Category,
  CookieClass,
  EraseAction,
  Identifies,
  Purpose,
  Retention,
  Subject,
} from './terms.ts'

/** The five answers that a store gives once and a part of it may answer differently. */
export interface Ground {
  readonly subject: Subject
  readonly purposes: readonly [Purpose, ...Purpose[]]
  readonly basis: Basis
  readonly audience: Audience
  readonly retention: Retention
  readonly erase: EraseAction
}

/** One column, or one field of a payload, in the declaration's language. */
export interface Datum extends Partial<Ground> {
  readonly category: Category
  readonly identifies: Identifies
  /** What it is, in plain words, as the person it concerns reads it. */
  readonly label: string
  /** Why it is held, in one sentence. */
  readonly why: string
  /** Stored sealed under the subject's key; readable only for a declared purpose. */
  readonly sealed?: true
}

interface StoreBase extends Ground {
  /** The room that owns it, for example `accounts/people`. */
  readonly owner: string
  readonly label: string
}

/** A store that is one thing: what a datum says, it says of itself. */
type Single = StoreBase & Omit<Datum, keyof Ground | 'label'>

/**
 * How a row leads to whom it concerns. What is shown, exported and erased is found by it.
 *
 * `{ by: 'person_id' }`: the column holds the number of the subject. `{ by: 'image_id', of: 'library_images' }`: the
 * column holds the `id` of a row of another table, which leads on. `{ mark: 'subject_mark' }`: the column
 * holds a mark drawn from the key of the subject, so that the room itself finds the rows and destroying the key cuts them
 * off. `'nobody'`: the row concerns no one person.
 */
export type Path = 'nobody' | { readonly by: string; readonly of?: string } | { readonly mark: string }

/** A time after which rows of a table go. One worker carries out all of them, at most an hour late. */
export interface Limit {
  /** The column with the instant, or the day, from which is counted. */
  readonly after: string
  /** Without it: at that instant. */
  readonly days?: number
  readonly hours?: number
  /** Only rows whose columns have these values. */
  readonly where?: Readonly<Record<string, string | boolean | null>>
}

/**
 * What of a table its person may have deleted while the account stays.
 *
 * `rowsBy`: rows, each or all; the column, which its person sees, tells one from another. `columns`: these values, each or
 * all. `'on-page'`: on the page `changedAt`, because more than rows goes with it. `stays`: why the table, or the rest of
 * it, goes with the account only, in sentences for its person.
 */
export type GoesAlone =
  | { readonly rowsBy: string }
  | { readonly columns: readonly [string, ...string[]]; readonly stays: string }
  | 'on-page'
  | { readonly stays: string }

/** A table and every one of its columns. The name begins with the wing of its owner. */
export interface TableStore extends StoreBase {
  readonly kind: 'table'
  readonly name: string
  readonly path: Path
  /** When rows go by themselves; `'room'` where the room does it, because more than rows goes with them. */
  readonly limits?: readonly [Limit, ...Limit[]] | 'room'
  /** The page on which the person changes or removes it. */
  readonly changedAt?: string
  /** Every table whose path leads to somebody has an answer; the start refuses one that has none. */
  readonly goesAlone?: GoesAlone
  /** A record of who asked for what. It never points at an account (promise G-07). */
  readonly log?: true
  /**
   * What the program may do with rows once it serves, where that is not everything: only add them, or only read them.
   * The database holds it to that.
   */
  readonly rows?: 'added' | 'read'
  readonly columns: Readonly<Record<string, Datum>>
}

/**
 * A schema that a library keeps for itself. Its tables are listed, since they hold our data; its functions, types and
 * sequences come with the library and are taken as its own.
 */
export interface SchemaStore extends StoreBase {
  readonly kind: 'schema'
  readonly name: string
  /** The package that makes it. */
  readonly library: string
  readonly tables: Readonly<Record<string, LibraryTable>>
}

/** A table or view of a library: described as a whole, its columns named. */
export interface LibraryTable extends Datum {
  readonly columns: readonly string[]
}

/** Parts of a database that hold no rows and may still copy, change or send away some. */
export const partKinds = {
  extension: 'extension',
  function: 'function',
  trigger: 'trigger',
  rule: 'rule',
  type: 'type',
  sequence: 'sequence',
  policy: 'policy of rows',
  'text-search': 'text search',
  'event-trigger': 'event trigger',
  publication: 'publication to another database',
  subscription: 'subscription to another database',
  'replication-slot': 'replication slot',
  'foreign-server': 'foreign server',
  schema: 'schema',
  'large-object': 'large object',
  role: 'role',
} as const
export type PartKind = keyof typeof partKinds

/** A part of the database that is none of its tables. */
export interface DatabasePartStore extends Single {
  readonly kind: 'database-part'
  readonly name: string
  readonly part: PartKind
}

/** A kind of queued work and every field of its payload. */
export interface JobStore extends StoreBase {
  readonly kind: 'job'
  /** `wing.verb-noun`, for example `library.develop-picture`. */
  readonly name: string
  readonly fields: Readonly<Record<string, Datum>>
}

/** Work that comes round by itself. The queue notes when it last did, and nothing else. */
export interface ScheduleStore extends Single {
  readonly kind: 'schedule'
  readonly name: string
}

/** A file or a folder of the data folder, by its path there. The longest name that fits a file declares it. */
export interface FileStore extends Single {
  readonly kind: 'files'
  readonly name: string
  /** How paths below the folder look. Without it: all of them, because a library keeps the folder for itself. */
  readonly paths?: RegExp
}

/** Who uses files of the store: `used_by` without the number of the row, for example `library_images:upload`. */
export interface BlobUseStore extends Single {
  readonly kind: 'blob-use'
  readonly name: string
}

/** A cookie. Only these three classes exist (promise G-70); a value that differs from person to person is `opaque`. */
export interface CookieStore extends Single {
  readonly kind: 'cookie'
  readonly name: string
  readonly cookieClass: CookieClass
  readonly value: 'opaque' | 'constant'
}

/** A key of the browser's own storage. */
export interface BrowserStore extends Single {
  readonly kind: 'browser-storage'
  readonly name: string
  readonly where: 'localStorage' | 'sessionStorage'
  readonly cookieClass: CookieClass
}

/** A kind of mail. */
export interface MailStore extends Single {
  readonly kind: 'mail'
  readonly name: string
}

/** A field of a log line. */
export interface LogFieldStore extends Single {
  readonly kind: 'log-field'
  readonly name: string
}

/** A host that the product itself speaks to. */
export interface HostStore extends Single {
  readonly kind: 'host'
  /** The name of the host, or of the setting in which the operator names it. */
  readonly name: string
  /** The operator names it, in the setting that `name` is. */
  readonly bySetting?: true
  /** Every category of data of a person that may go there; none where nothing of anybody does. */
  readonly carries: readonly Category[]
}

/** What the surroundings keep: outside the program, in the hands of whoever runs it. */
export interface RecordStore extends Single {
  readonly kind: 'record'
  readonly name: string
  /** What the operator has to set so that the retention told here is true. */
  readonly operatorSets: string
}

export type Store =
  | TableStore
  | SchemaStore
  | DatabasePartStore
  | JobStore
  | ScheduleStore
  | FileStore
  | BlobUseStore
  | CookieStore
  | BrowserStore
  | MailStore
  | LogFieldStore
  | HostStore
  | RecordStore
export type StoreKind = Store['kind']

/** The stores of one kind. */
export const storesOf = <K extends StoreKind>(
  stores: readonly Store[],
  kind: K,
): readonly Extract<Store, { kind: K }>[] =>
  stores.filter((store): store is Extract<Store, { kind: K }> => store.kind === kind)

type Declared<S extends Store> = Omit<S, 'kind'>

const frozen = <S extends Store>(kind: S['kind'], store: Declared<S>): S => Object.freeze({ kind, ...store }) as S

/** Declares a table. TypeScript refuses an incomplete one; `disagreements` finds a column that is missing here. */
export const table = (store: Declared<TableStore>): TableStore => frozen('table', store)
export const schema = (store: Declared<SchemaStore>): SchemaStore => frozen('schema', store)
export const databasePart = (store: Declared<DatabasePartStore>): DatabasePartStore => frozen('database-part', store)
export const job = (store: Declared<JobStore>): JobStore => frozen('job', store)
export const schedule = (store: Declared<ScheduleStore>): ScheduleStore => frozen('schedule', store)
export const files = (store: Declared<FileStore>): FileStore => frozen('files', store)
export const blobUse = (store: Declared<BlobUseStore>): BlobUseStore => frozen('blob-use', store)
export const cookie = (store: Declared<CookieStore>): CookieStore => frozen('cookie', store)
export const browserStorage = (store: Declared<BrowserStore>): BrowserStore => frozen('browser-storage', store)
export const mail = (store: Declared<MailStore>): MailStore => frozen('mail', store)
export const logField = (store: Declared<LogFieldStore>): LogFieldStore => frozen('log-field', store)
export const host = (store: Declared<HostStore>): HostStore => frozen('host', store)
export const record = (store: Declared<RecordStore>): RecordStore => frozen('record', store)

/** The ground of one datum: its own answers where it gives any, else those of its store. */
export function groundOf(store: Ground, datum: Partial<Ground>): Ground {
  return {
    subject: datum.subject ?? store.subject,
    purposes: datum.purposes ?? store.purposes,
    basis: datum.basis ?? store.basis,
    audience: datum.audience ?? store.audience,
    retention: datum.retention ?? store.retention,
    erase: datum.erase ?? store.erase,
  }
}
