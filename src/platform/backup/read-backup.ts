import { Refusal } from '#platform/refusal'
import type { Vault } from '#platform/vault'
import { ArchiveProblem, type Entry, type EntryNote, noteOf, readArchive } from './archive.ts'
import { DatabaseContents, Head, Manifest, SignedManifest, parseJson, signatureUse } from './contents.ts'
import { type EntryLock, databaseName, entryLock, headName, manifestName } from './entries.ts'

/** A backup that was read to its end: whole, unaltered, and made with these keys. */
export interface ReadBackup {
  readonly manifest: Manifest
  readonly database: DatabaseContents
  /** The signature of its manifest: no other backup has it. */
  readonly id: string
  /** The entries of a kind (`rows/…`, `files/…`), opened, in their order. */
  read(kind: 'rows' | 'files'): AsyncIterable<{ readonly name: string; readonly plain: Buffer }>
}

/**
 * Reads a backup from its first to its last byte. Nothing else is done with it before that.
 *
 * @param keys of the installation that made it
 * @throws Refusal `backup-not-found`, `backup-not-understood`, `backup-truncated`, `backup-altered`,
 *   `backup-of-other-keys`
 */
export async function readBackup(
  file: string,
  keys: { readonly identity: string; readonly vault: Pick<Vault, 'signed'> },
): Promise<ReadBackup> {
  const lock = await entryLock(keys.identity)
  const notes: EntryNote[] = []
  let head: Head | null = null
  let database: DatabaseContents | null = null
  let signed: SignedManifest | null = null
  for await (const entry of entriesOf(file)) {
    if (signed) throw altered()
    if (!head) head = await readHead(entry, lock)
    else if (entry.name === databaseName) database = DatabaseContents.parse(await json(entry, lock))
    else if (entry.name === manifestName) signed = SignedManifest.parse(await json(entry, lock))
    if (!signed) notes.push(noteOf(entry.name, entry.bytes))
  }
  if (!signed || !head || !database) throw truncated()
  if (!keys.vault.signed(signatureUse, signed.text, signed.signature)) throw ofOtherKeys()
  const manifest = Manifest.parse(JSON.parse(signed.text))
  if (JSON.stringify(manifest.entries) !== JSON.stringify(notes) || manifest.madeAt !== head.madeAt) throw altered()
  return {
    manifest,
    database,
    id: signed.signature,
    async *read(kind) {
      for await (const entry of entriesOf(file)) {
        if (entry.name.startsWith(`${kind}/`)) yield { name: entry.name, plain: await openEntry(entry, lock) }
      }
    },
  }
}

async function* entriesOf(file: string): AsyncGenerator<Entry> {
  try {
    yield* readArchive(file)
  } catch (error) {
    if (error instanceof ArchiveProblem) {
      throw { 'not-an-archive': notUnderstood, truncated, altered }[error.fault]()
    }
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EISDIR') {
      throw new Refusal('not-found', 'backup-not-found', `There is no backup ${file}.`)
    }
    throw error
  }
}

async function readHead(entry: Entry, lock: EntryLock): Promise<Head> {
  if (entry.name !== headName) throw notUnderstood()
  // The first that is opened: where it does not open, the keys are not those of this backup, or it was altered.
  const plain = await lock.open(entry.name, entry.bytes).catch(() => null)
  if (!plain) throw ofOtherKeys()
  const head = Head.safeParse(parseJson(plain))
  if (!head.success) throw notUnderstood()
  return head.data
}

async function openEntry(entry: Entry, lock: EntryLock): Promise<Buffer> {
  return lock.open(entry.name, entry.bytes).catch(() => {
    throw altered()
  })
}

const json = async (entry: Entry, lock: EntryLock): Promise<unknown> => parseJson(await openEntry(entry, lock))

const notUnderstood = (): Refusal =>
  new Refusal('invalid', 'backup-not-understood', 'This file is no backup that this version of Vitrine can read.')
const truncated = (): Refusal =>
  new Refusal('invalid', 'backup-truncated', 'This backup breaks off before its end. Use another one.')
const altered = (): Refusal =>
  new Refusal('invalid', 'backup-altered', 'This backup is not as it was written. Use another one.')
const ofOtherKeys = (): Refusal =>
  new Refusal(
    'invalid',
    'backup-of-other-keys',
    'These are not the keys of this backup, or its beginning was altered. Put the key file of the installation that made it into place, or name its recovery kit with --kit.',
  )
