import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import { type Basis, type Purpose, type Store, groundOf, needsConsent } from '#declaration'
import type { Chance } from '#platform/chance'
import { type Clock, dayMs, later } from '#platform/clock'
import type { DB } from '#platform/db'
import { Refusal } from '#platform/refusal'
import { newNonceBytes, openBytes, sealBytes } from './envelope.ts'
import { type KeyRing, type MasterKey, masterKeyTurnDays } from './key-ring.ts'
import { hadLostKey } from './lost-keys.ts'

/** Where a sealed value stands: the column, and the person whose key seals it. */
export interface SealedPlace {
  /** `table.column` */
  readonly column: string
  readonly subjectId: string
}

export interface Vault {
  /** Seals a text for its place; makes the person's key on first use, so pass the transaction that makes the person. */
  seal(db: Kysely<DB>, place: SealedPlace, plain: string): Promise<Buffer>
  /**
   * Opens a sealed value for a purpose.
   *
   * @returns null where the person's key has been destroyed, or was lost after it sealed this
   * @throws Error where the column's declaration does not name the purpose; `onRefused` has been told by then
   * @throws Refusal `consent-missing` where the value may be used for it only with a yes, and there is none
   */
  open(db: Kysely<DB>, place: SealedPlace, sealed: Buffer, purpose: Purpose): Promise<string | null>
  /** HMAC-SHA-256 under the index key, bound to the column: finds an equal value again, tells nothing else. */
  blindIndex(column: string, value: string): Buffer
  /**
   * A number that stands for a person in one use: drawn from their key (HKDF-SHA-256, RFC 5869), so that nobody can tell
   * whose it is once the key is destroyed. Marks of one person for different uses cannot be joined.
   *
   * @returns 32 bytes, or null where the person has no key: never had one, or it was destroyed
   */
  markOf(db: Kysely<DB>, subjectId: string, use: string): Promise<Buffer | null>
  /** HMAC-SHA-256 under the signing key, bound to a use, in base64url. */
  sign(use: string, text: string): string
  /** Whether `signature` is that of `sign`, in constant time. */
  signed(use: string, text: string, signature: string): boolean
  /** Destroys the key of a person. What it sealed is gone, in copies too once the week's master key is. */
  shred(db: Kysely<DB>, subjectId: string): Promise<void>
}

export interface VaultOptions {
  readonly ring: KeyRing
  readonly clock: Clock
  readonly chance: Chance
  readonly stores: readonly Store[]
  /**
   * Told of every reading that was refused. It writes it down outside the transaction of whoever asked, which is about
   * to be rolled back.
   */
  readonly onRefused?: (reading: RefusedReading) => Promise<void>
  /** Whether a person says yes to a purpose, asked anew each time. Without it nobody does. */
  readonly mayUse?: (db: Kysely<DB>, subjectId: string, purpose: Purpose) => Promise<boolean>
}

/** Somebody asked for a sealed value for a purpose that its declaration does not name, or that waits for a yes. */
export interface RefusedReading extends SealedPlace {
  readonly purpose: string
}

const aboutPlace = (place: SealedPlace): string => `${place.column}:${place.subjectId}`

interface GroundOfSealed {
  readonly purposes: readonly Purpose[]
  readonly basis: Basis
}

/** What a wrapped person key is bound to. */
export const aboutSubject = (subjectId: string): string => `subject:${subjectId}`

/** For what and on what basis each sealed column may be read, by `table.column`. */
function groundsOfSealed(stores: readonly Store[]): ReadonlyMap<string, GroundOfSealed> {
  const result = new Map<string, GroundOfSealed>()
  for (const store of stores) {
    if (store.kind !== 'table') continue
    for (const [column, datum] of Object.entries(store.columns)) {
      if (!datum.sealed) continue
      // What is held on somebody may always be opened to answer what they ask about it.
      const ofSubject: readonly Purpose[] = store.path === 'nobody' ? [] : ['rights.answer']
      const { purposes, basis } = groundOf(store, datum)
      result.set(`${store.name}.${column}`, { purposes: [...purposes, ...ofSubject], basis })
    }
  }
  return result
}

export function openVault({ ring, clock, chance, stores, onRefused, mayUse }: VaultOptions): Vault {
  const allowed = groundsOfSealed(stores)
  let known: readonly MasterKey[] = ring.masters()

  // A key older than its week may have been turned by another process: look again before it is used.
  const newest = (): MasterKey => {
    const inMemory = known.at(-1)
    if (inMemory && later(inMemory.firstUsedAt, masterKeyTurnDays * dayMs) > clock.now()) return inMemory
    known = ring.masters()
    const last = known.at(-1)
    if (!last) throw new Error('the key file holds no master key')
    return last
  }
  const master = (id: string): MasterKey | undefined =>
    known.find((one) => one.id === id) ?? (known = ring.masters()).find((one) => one.id === id)
  const declared = (column: string): GroundOfSealed => {
    const of = allowed.get(column)
    if (!of) throw new Error(`${column} is not declared as sealed`)
    return of
  }

  async function subjectKey(db: Kysely<DB>, subjectId: string): Promise<Buffer | null> {
    for (let tries = 1; ; tries++) {
      const row = await db
        .selectFrom('platform_subject_keys')
        .where('subject_id', '=', subjectId)
        .select(['wrapped', 'master_id'])
        .executeTakeFirst()
      if (!row) return null
      const found = master(row.master_id)
      if (found) return openBytes(found.key, row.wrapped, aboutSubject(subjectId))
      // Between the row and the file it may have been wrapped anew, and its old master key destroyed.
      if (tries === 2) throw new Error(`master key ${row.master_id} is not in the key file`)
    }
  }

  async function makeSubjectKey(db: Kysely<DB>, subjectId: string): Promise<Buffer> {
    const fresh = chance.bytes(32)
    const wrap = ({ key }: MasterKey): Buffer =>
      sealBytes(key, chance.bytes(newNonceBytes), fresh, aboutSubject(subjectId))
    const used = newest()
    const made = await db
      .insertInto('platform_subject_keys')
      .values({ subject_id: subjectId, wrapped: wrap(used), master_id: used.id, created_at: clock.now() })
      .onConflict((conflict) => conflict.column('subject_id').doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 1n) {
      // Another process may have turned the keys since we looked. One that turns them from now on waits for our commit.
      const turned = (known = ring.masters()).at(-1)
      if (turned && turned.id !== used.id) {
        await db
          .updateTable('platform_subject_keys')
          .set({ wrapped: wrap(turned), master_id: turned.id })
          .where('subject_id', '=', subjectId)
          .where('master_id', '=', used.id)
          .execute()
      }
      return fresh
    }
    const other = await subjectKey(db, subjectId)
    if (!other) throw new Error('the key of this person was destroyed while it was used')
    return other
  }

  const mac = (key: Buffer, about: string, text: string): Buffer =>
    createHmac('sha256', key).update(`${about}\0`).update(text).digest()

  return {
    async seal(db, place, plain) {
      declared(place.column)
      const key = (await subjectKey(db, place.subjectId)) ?? (await makeSubjectKey(db, place.subjectId))
      return sealBytes(key, chance.bytes(newNonceBytes), Buffer.from(plain), aboutPlace(place))
    },
    async open(db, place, sealed, purpose) {
      const { purposes, basis } = declared(place.column)
      if (!purposes.includes(purpose)) {
        await onRefused?.({ ...place, purpose })
        throw new Error(`${place.column} is not declared for the purpose ${purpose}`)
      }
      if (needsConsent(basis, purpose) && !(await mayUse?.(db, place.subjectId, purpose))) {
        await onRefused?.({ ...place, purpose })
        throw new Refusal('forbidden', 'consent-missing', 'Whose this is has not agreed that it is used for this.')
      }
      const key = await subjectKey(db, place.subjectId)
      if (!key) return null
      try {
        return openBytes(key, sealed, aboutPlace(place)).toString('utf8')
      } catch (error) {
        if (await hadLostKey(db, place.subjectId)) return null
        throw error
      }
    },
    blindIndex: (column, value) => mac(ring.index, column, value),
    async markOf(db, subjectId, use) {
      const key = await subjectKey(db, subjectId)
      return key ? Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `mark:${use}`, 32)) : null
    },
    sign: (use, text) => mac(ring.signing, use, text).toString('base64url'),
    signed(use, text, signature) {
      const want = mac(ring.signing, use, text)
      const have = Buffer.from(signature, 'base64url')
      return have.length === want.length && timingSafeEqual(have, want)
    },
    async shred(db, subjectId) {
      await db.deleteFrom('platform_subject_keys').where('subject_id', '=', subjectId).execute()
      await db.deleteFrom('platform_lost_keys').where('subject_id', '=', subjectId).execute()
    },
  }
}
