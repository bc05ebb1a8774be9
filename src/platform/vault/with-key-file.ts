import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { generateX25519Identity } from 'age-encryption'
import type { DB } from '#platform/db'
import type { KeyRing } from './key-ring.ts'

/** The number is arbitrary and fixed. */
const keyFileLockKey = 7_461_726_964

/**
 * Does `work` while no other process of this database writes the key file, so that what one adds is never lost by what
 * another writes. `connection` is the one that has the lock.
 */
export async function withKeyFile<Out>(
  db: Kysely<DB>,
  work: (connection: Kysely<DB>) => Out | Promise<Out>,
): Promise<Out> {
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${keyFileLockKey})`.execute(connection)
    try {
      return await work(connection)
    } finally {
      await sql`select pg_advisory_unlock(${keyFileLockKey})`.execute(connection)
    }
  })
}

/** The age identity to which backups are encrypted; made, and kept in the key file, when it is first needed. */
export async function backupIdentity(db: Kysely<DB>, ring: KeyRing): Promise<string> {
  const known = ring.backup()
  if (known !== null) return known
  return withKeyFile(db, async () => {
    const meanwhile = ring.backup()
    if (meanwhile !== null) return meanwhile
    const made = await generateX25519Identity()
    ring.keepBackup(made)
    return made
  })
}
