import type { Audience, Basis, Category, EraseAction, Identifies, Purpose, Retention, Subject } from './terms.ts'

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

/** A table and every one of its columns. The name begins with the wing of its owner. */
export interface TableStore extends StoreBase {
  readonly kind: 'table'
  readonly name: string
  readonly columns: Readonly<Record<string, Datum>>
}

/** A kind of queued work and every field of its payload. */
export interface JobStore extends StoreBase {
  readonly kind: 'job'
  /** `wing.verb-noun`, for example `library.develop-picture`. */
  readonly name: string
  readonly fields: Readonly<Record<string, Datum>>
}

/** A group of files: a prefix of the blob store, or a folder of the data folder. */
export interface FileStore extends StoreBase, Omit<Datum, keyof Ground | 'label'> {
  readonly kind: 'files'
  readonly name: string
}

/** A cookie. Only these three classes exist (promise G-70); a value that differs from person to person is `opaque`. */
export interface CookieStore extends StoreBase, Omit<Datum, keyof Ground | 'label'> {
  readonly kind: 'cookie'
  readonly name: string
  readonly cookieClass: 'essential' | 'functional' | 'performance'
  readonly value: 'opaque' | 'constant'
}

/** A key of the browser's own storage. */
export interface BrowserStore extends StoreBase, Omit<Datum, keyof Ground | 'label'> {
  readonly kind: 'browser-storage'
  readonly name: string
  readonly where: 'localStorage' | 'sessionStorage'
  readonly cookieClass: 'essential' | 'functional' | 'performance'
}

/** A kind of mail. */
export interface MailStore extends StoreBase, Omit<Datum, keyof Ground | 'label'> {
  readonly kind: 'mail'
  readonly name: string
}

/** A field of a log line. */
export interface LogFieldStore extends StoreBase, Omit<Datum, keyof Ground | 'label'> {
  readonly kind: 'log-field'
  readonly name: string
}

/** A host that the product itself speaks to. */
export interface HostStore extends StoreBase, Omit<Datum, keyof Ground | 'label'> {
  readonly kind: 'host'
  readonly name: string
}

export type Store =
  TableStore | JobStore | FileStore | CookieStore | BrowserStore | MailStore | LogFieldStore | HostStore

type Declared<S extends Store> = Omit<S, 'kind'>

const frozen = <S extends Store>(kind: S['kind'], store: Declared<S>): S => Object.freeze({ kind, ...store }) as S

/** Declares a table. TypeScript refuses an incomplete one; `undeclared` finds a column that is missing here. */
export const table = (store: Declared<TableStore>): TableStore => frozen('table', store)
export const job = (store: Declared<JobStore>): JobStore => frozen('job', store)
export const files = (store: Declared<FileStore>): FileStore => frozen('files', store)
export const cookie = (store: Declared<CookieStore>): CookieStore => frozen('cookie', store)
export const browserStorage = (store: Declared<BrowserStore>): BrowserStore => frozen('browser-storage', store)
export const mail = (store: Declared<MailStore>): MailStore => frozen('mail', store)
export const logField = (store: Declared<LogFieldStore>): LogFieldStore => frozen('log-field', store)
export const host = (store: Declared<HostStore>): HostStore => frozen('host', store)

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
