import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemChance } from '#platform/chance'
import { systemClock } from '#platform/clock'
import { openKeyRing, openVault } from '#platform/vault'
import { auditStores, verifyAudit } from '#privacy/audit'
import { fillAudit } from '../src/privacy/audit/audit.fixtures.ts'
import { onScratchDatabase } from '../tools/generate/scratch-database.ts'
import { compare } from './kit/compare.ts'
import type { Figure } from './kit/figure.ts'

const entries = 1_000_000

/** A log of a million entries is verified, against a bare SHA-256 over as many pieces of the same size in memory. */
export async function bench(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-bench-'))
  const source = { clock: systemClock, chance: systemChance }
  const ring = openKeyRing(join(folder, 'keys.json'), source)
  const vault = openVault({ ring, ...source, stores: auditStores })
  try {
    return await onScratchDatabase(join(import.meta.dirname, '..'), async ({ kysely: db, pool }) => {
      const sizeBytes = await fillAudit({ pool, vault, chance: systemChance }, entries)
      await pool.query('vacuum analyze privacy_audit_entries')
      const piece = systemChance.bytes(Math.round(sizeBytes / entries))
      const seconds = async (work: () => Promise<void> | void): Promise<number> => {
        const began = performance.now()
        await work()
        return (performance.now() - began) / 1000
      }
      const verify = async (): Promise<void> => {
        const verdict = await verifyAudit({ db, vault })
        if (verdict.fault || verdict.entries !== entries) throw new Error('the log does not hold')
      }
      const bare = (): void => {
        for (let count = 0; count < entries; count++) hash('sha256', piece, 'buffer')
      }
      const figure = await compare({
        what: `verify a log of ${entries} entries of ${piece.length} bytes`,
        unit: 's',
        ours: { name: 'Vitrine', run: () => seconds(verify) },
        baseline: { name: 'bare SHA-256 over the same bytes', run: () => seconds(bare) },
        pairs: 3,
      })
      const { baseline: _, ratio: __, ...alone } = figure
      return [
        figure,
        { ...alone, what: 'the same, alone', baseline: null, ratio: null, budget: { limit: 10, is: 'at most' } },
      ]
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
