import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { readBackup } from '#platform/backup'
import { systemChance } from '#platform/chance'
import { systemClock } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { openKeyRing, openVault } from '#platform/vault'
import { makeKey, makeMember, uploadBy } from '#test/people'
import { photograph } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'
import { filesOf, restoreInto, rowsOf, takeBackup } from '../journeys/restore.fixtures.ts'

/*
 * Backups while people upload and delete, killed with -9 and gone on with; restores killed with -9 and begun again; and
 * bytes altered anywhere. Each backup that came to its end has every file that one of its rows names.
 */

const root = join(import.meta.dirname, '../..')

/** Begins a command and leaves it to the caller to kill it. */
function begin(environment: Readonly<Record<string, string>>, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(root, 'src/cli/main.ts'), ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', LOG_LEVEL: 'warn', ...environment },
    stdio: 'ignore',
  })
}

/** kill -9 as soon as the moment has come, unless it has ended. @returns whether it ended well by itself */
async function killWhen(child: ChildProcess, moment: () => boolean): Promise<boolean> {
  const ended = once(child, 'exit')
  while (child.exitCode === null && !moment()) await sleep(4)
  if (child.exitCode === null) child.kill('SIGKILL')
  await ended
  return child.exitCode === 0
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

const countFiles = (home: string): number => {
  try {
    return readdirSync(join(home, 'blobs'), { recursive: true }).filter((name) => String(name).length > 60).length
  } catch {
    // It is not there yet, or changes while it is looked at.
    return 0
  }
}

describe('backups of a busy server, and kill -9', () => {
  const apart = mkdtempSync(join(tmpdir(), 'vitrine-apart-'))
  const keys = join(apart, 'keys.json')
  const homes: string[] = []
  let product: Product
  let authorization = ''
  let busy = true
  let uploading: Promise<unknown> | undefined
  const done = { uploaded: 0, deleted: 0 }
  before(async () => {
    product = await startProduct({ environment: { VITRINE_KEYS: keys } })
    await makeMember(product, { username: 'ada' })
    authorization = await makeKey(product, 'ada')
    for (let seed = 0; seed < 12; seed++) await uploadBy(product, authorization, await photograph(seed, 1400, 900))
  })
  after(async () => {
    busy = false
    await uploading?.catch(() => {})
    await product.remove()
    for (const folder of [apart, ...homes]) rmSync(folder, { recursive: true, force: true })
  })

  const newHome = (): string => {
    const home = mkdtempSync(join(tmpdir(), 'vitrine-again-'))
    homes.push(home)
    return home
  }
  const surroundings = (home: string): Readonly<Record<string, string>> => ({ VITRINE_HOME: home, VITRINE_KEYS: keys })

  /** Uploads and deletes for good, until told to stop. */
  async function uploadAndDelete(sender: number): Promise<void> {
    for (let round = 0; busy; round++) {
      const image = await uploadBy(product, authorization, await photograph(sender * 1000 + round, 700, 500))
      done.uploaded++
      if (round % 4 === 3) continue
      const path = `/api/v1/images/${image.id}?now=true`
      const { status } = await fetch(`${product.origin}${path}`, { method: 'DELETE', headers: { authorization } })
      assert.equal(status, 204)
      done.deleted++
    }
  }

  /** Every file that a row of the restored installation names lies there, whole. */
  async function isWhole(home: string): Promise<void> {
    const files = filesOf({ home })
    const named = await query<{ hash: string }>({ home }, 'select hash from platform_blobs')
    const used = await query<{ hash: string }>({ home }, 'select distinct hash from platform_blob_uses')
    const known = new Set(named.map(({ hash }) => hash))
    for (const { hash } of [...named, ...used]) assert.ok(files.has(hash), `${hash} lacks`)
    for (const { hash } of used) assert.ok(known.has(hash))
    for (const name of files.keys()) assert.ok(known.has(name), `${name} belongs to nobody`)
  }

  test('whole backups while pictures come and go: every row has its file', async () => {
    uploading = Promise.all([1, 2].map(uploadAndDelete))
    for (let round = 0; round < 3; round++) {
      const file = join(apart, `busy-${round}.backup`)
      assert.equal((await takeBackup(product, file)).missing, 0)
      const home = newHome()
      const restored = await restoreInto({ home, keys }, file)
      assert.equal(restored.code, 0, restored.stderr)
      await isWhole(home)
    }
    assert.ok(done.uploaded > 5 && done.deleted > 3, JSON.stringify(done))
  })

  test('backups killed with -9 at any moment: nothing is left that looks whole, and the next one is', async (t) => {
    const usual = sizeOf(join(apart, 'busy-2.backup'))
    let resumed = 0
    for (let round = 0; round < 6; round++) {
      const file = join(apart, `killed-${round}.backup`)
      const child = begin(surroundings(product.home), ['backup', file])
      // Among the rows, which are few; then among the files, later each time.
      const ended = await killWhen(child, () => sizeOf(`${file}.part`) > 1000 + (usual * round) / 7)
      assert.equal(existsSync(file), ended)
      if (ended) continue
      const report = await takeBackup(product, file)
      if (report.resumed) resumed++
      assert.equal(report.missing, 0)
      if (round % 3 !== 2) continue
      const home = newHome()
      const restored = await restoreInto({ home, keys }, file)
      assert.equal(restored.code, 0, restored.stderr)
      await isWhole(home)
    }
    t.diagnostic(`${resumed} were gone on with; ${JSON.stringify(done)}`)
    assert.ok(resumed >= 3)
    busy = false
    await uploading
  })

  test('restores killed with -9 at any moment: nothing starts on what is there, and beginning again ends well', async (t) => {
    const file = join(apart, 'calm.backup')
    const answer = await takeBackup(product, file)
    const [rows, files] = [await rowsOf(product), filesOf(product)]
    let cutOff = 0
    for (let round = 0; round < 5; round++) {
      const home = newHome()
      const child = begin(surroundings(home), ['restore', file])
      const mark = join(home, 'restore.json')
      // As it begins; among the rows; then among the files, later each time.
      const moment = (): boolean =>
        round === 0
          ? existsSync(join(home, 'pg18'))
          : existsSync(mark) && (round === 1 || countFiles(home) >= (files.size * (round - 1)) / 5)
      if (await killWhen(child, moment)) continue
      if (existsSync(mark)) {
        cutOff++
        const refused = await product.command(['doctor'], '', ['env', `VITRINE_HOME=${home}`])
        assert.equal(refused.code, 3)
        assert.match(refused.stderr, /A restore was cut off/)
      }
      const restored = await restoreInto({ home, keys }, file)
      if (restored.code === 1) {
        assert.match(restored.stderr, /not-empty/, 'it had ended just before')
      } else {
        assert.equal(restored.code, 0, restored.stderr)
        assert.equal((JSON.parse(restored.stdout) as { rows: number }).rows, answer.rows)
      }
      await isWhole(home)
      const found = await rowsOf({ home })
      assert.equal(found['public.library_images'], rows['public.library_images'])
      assert.equal(found['public.accounts_people'], rows['public.accounts_people'])
    }
    t.diagnostic(`${cutOff} left a restore that was not finished`)
    assert.ok(cutOff >= 3)
  })

  test('a byte altered anywhere, or a file cut anywhere, is refused', async () => {
    const small = await startProduct({ environment: { VITRINE_KEYS: join(apart, 'small.json') } })
    const file = join(apart, 'small.backup')
    await takeBackup(small, file)
    await small.remove()
    const ring = openKeyRing(join(apart, 'small.json'), { clock: systemClock, chance: systemChance })
    const vault = openVault({ ring, clock: systemClock, chance: systemChance, stores: [] })
    const identity = ring.backup() ?? ''
    const whole = readFileSync(file)
    const copy = join(apart, 'altered')
    const codeOf = async (bytes: Buffer): Promise<string> => {
      writeFileSync(copy, bytes)
      const error: unknown = await readBackup(copy, { identity, vault }).catch((reason: unknown) => reason)
      return error instanceof Refusal ? error.code : `taken: ${String(error)}`
    }
    assert.match(await codeOf(whole), /^taken/, 'the control')
    const refusals = /^backup-(altered|truncated|of-other-keys|not-understood)$/
    const place = fc.nat({ max: whole.length - 1 })
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(whole)
        bytes[at] = (bytes[at] ?? 0) ^ change
        assert.match(await codeOf(bytes), refusals, `altered at ${at}`)
      }),
      { numRuns: 1500 },
    )
    await fc.assert(
      fc.asyncProperty(place, async (at) =>
        assert.match(await codeOf(whole.subarray(0, at)), refusals, `cut at ${at}`),
      ),
      { numRuns: 300 },
    )
    // Every byte of the first header and of the end.
    for (let at = 0; at < whole.length; at = at === 512 ? whole.length - 1600 : at + 1) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ 0x20
      assert.match(await codeOf(bytes), refusals, `altered at ${at}`)
    }
  })
})
