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

const KeyFile = z.strictObject({
  about: z.string(),
  index: key,
  signing: key,
  masters: z.array(z.strictObject({ id: z.string().min(1), key, firstUsedAt: z.iso.datetime() })).min(1),
})
type KeyFile = z.output<typeof KeyFile>

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
  /** The master keys that still exist, oldest first. Read anew, since another process may have turned them. */
  masters(): readonly MasterKey[]
  /** Adds a master key, durable on return. */
  addMaster(master: MasterKey): void
  /** Forgets master keys for good, durable on return. */
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

const print = ({ index, signing, masters }: Omit<KeyFile, 'about'>): string =>
  `${JSON.stringify(
    {
      about,
      index: index.toString('base64'),
      signing: signing.toString('base64'),
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
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const { clock, chance } = source
    const first = { id: chance.bytes(8).toString('hex'), key: chance.bytes(32), firstUsedAt: clock.now().toISOString() }
    writeDurably(file, print({ index: chance.bytes(32), signing: chance.bytes(32), masters: [first] }))
  }
  const read = (): KeyFile => {
    try {
      return KeyFile.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch (error) {
      throw new Error(`The key file ${file} cannot be read. Put back your copy of it; do not start without.`, {
        cause: error,
      })
    }
  }
  const { index, signing } = read()
  return {
    index,
    signing,
    masters: () => read().masters.map((master) => ({ ...master, firstUsedAt: new Date(master.firstUsedAt) })),
    addMaster: (master) => {
      const now = read()
      writeDurably(
        file,
        print({ ...now, masters: [...now.masters, { ...master, firstUsedAt: master.firstUsedAt.toISOString() }] }),
      )
    },
    destroyMasters: (ids) => {
      const now = read()
      writeDurably(file, print({ ...now, masters: now.masters.filter((master) => !ids.includes(master.id)) }))
    },
  }
}
