import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'
import type { Chance } from '#platform/chance'
import type { Clock } from '#platform/clock'

const key = z.base64().transform((text, context): Buffer => {
  const bytes: Buffer = Buffer.from(text, 'base64')
  if (bytes.length !== 32) context.addIssue('a key is 32 bytes')
  return bytes
})

/** @see https://age-encryption.org/v1: an X25519 identity in Bech32 */
const ageIdentity = z.string().regex(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/)

/** What a key file holds. */
export const Keys = z.strictObject({
  index: key,
  signing: key,
  /** Made when the first backup is. */
  backup: ageIdentity.optional(),
  masters: z.array(z.strictObject({ id: z.string().min(1), key, firstUsedAt: z.iso.datetime() })).min(1),
})
export type Keys = z.output<typeof Keys>
const KeyFile = Keys.extend({ about: z.string() })

/** A new master key each week … */
export const masterKeyTurnDays = 7
/** … and none lives longer than this after its first use, so that no stale copy can be read for longer. */
export const masterKeyLifeDays = 30

export interface MasterKey {
  readonly id: string
  readonly key: Buffer
  readonly firstUsedAt: Date
}

/** The keys that lie apart from the data. */
export interface KeyRing {
  /** Keys blind indexes. Lives as long as the installation. */
  readonly index: Buffer
  /** Keys signatures of addresses. */
  readonly signing: Buffer
  /** Opens backups: an age identity. Lives as long as the installation; null until there has been a first need. */
  backup(): string | null
  /** Keeps the identity of backups, durable on return. Only under `withKeyFile`. */
  keepBackup(identity: string): void
  /** The master keys that still exist, oldest first. Read anew, since another process may have turned them. */
  masters(): readonly MasterKey[]
  /** Adds a master key, durable on return. Only under `withKeyFile`. */
  addMaster(master: MasterKey): void
  /** Forgets master keys for good, durable on return. Only under `withKeyFile`. */
  destroyMasters(ids: readonly string[]): void
}

const about =
  'The keys of this Vitrine. Without this file the sealed values are lost; with it and the data they can be read. ' +
  'Keep it apart from the data and its backups.'

/** Writes beside, then renames: a crash leaves the old file or the new one. */
function writeDurably(file: string, text: string): void {
  const beside = `${file}.new`
  const handle = openSync(beside, 'w', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(beside, file)
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

const print = ({ index, signing, backup, masters }: Keys): string =>
  `${JSON.stringify(
    {
      about,
      index: index.toString('base64'),
      signing: signing.toString('base64'),
      ...(backup === undefined ? {} : { backup }),
      masters: masters.map((master) => ({ ...master, key: master.key.toString('base64') })),
    },
    null,
    2,
  )}\n`

/**
 * Opens the key file, or makes it on the first start.
 *
 * @throws Error where the file exists and cannot be understood: a new one would make every sealed value unreadable
 */
export function openKeyRing(file: string, source: { readonly clock: Clock; readonly chance: Chance }): KeyRing {
  if (!existsSync(file)) {
    const { clock, chance } = source
    const first = { id: chance.bytes(8).toString('hex'), key: chance.bytes(32), firstUsedAt: clock.now().toISOString() }
    putKeyFile(file, { index: chance.bytes(32), signing: chance.bytes(32), masters: [first] })
  }
  const read = (): Keys => {
    try {
      return KeyFile.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch (error) {
      throw new Error(`The key file ${file} cannot be read. Put back your copy of it; do not start without.`, {
        cause: error,
      })
    }
  }
  return ringOf(read, (keys) => writeDurably(file, print(keys)))
}

/** Writes a key file where there is none. */
export function putKeyFile(file: string, keys: Keys): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeDurably(file, print(keys))
}

/** Keys that lie in no file of this installation yet; nothing can be added to them or destroyed. */
export function ringOfKeys(keys: Keys): KeyRing {
  return ringOf(
    () => keys,
    () => {
      throw new Error('these keys lie in no file')
    },
  )
}

function ringOf(read: () => Keys, write: (keys: Keys) => void): KeyRing {
  const { index, signing } = read()
  return {
    index,
    signing,
    backup: () => read().backup ?? null,
    keepBackup: (backup) => write({ ...read(), backup }),
    masters: () => read().masters.map((master) => ({ ...master, firstUsedAt: new Date(master.firstUsedAt) })),
    addMaster: (master) => {
      const now = read()
      write({ ...now, masters: [...now.masters, { ...master, firstUsedAt: master.firstUsedAt.toISOString() }] })
    },
    destroyMasters: (ids) => {
      const now = read()
      write({ ...now, masters: now.masters.filter((master) => !ids.includes(master.id)) })
    },
  }
}
