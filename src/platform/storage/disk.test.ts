import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { systemChance } from '#platform/chance'
import { type Storage, openDiskStorage } from '#platform/storage'

const maxBytes = 1000

describe('storage on disk', () => {
  const home = mkdtempSync(join(tmpdir(), 'vitrine-storage-'))
  let storage: Storage
  before(async () => (storage = await openDiskStorage(home, systemChance)))
  after(() => rmSync(home, { recursive: true }))

  const text = async (hash: string, range?: { start: number; end: number }): Promise<string> =>
    Buffer.concat(await storage.read(hash, range).toArray()).toString()

  test('what is received and placed can be read by the hash of its bytes, whole and in part', async () => {
    const staged = await storage.receive(Readable.from(['hello ', 'world']), { maxBytes })
    assert.equal(staged.hash, createHash('sha256').update('hello world').digest('hex'))
    assert.equal(staged.sizeBytes, 11)
    assert.equal(await storage.has(staged.hash), false)
    await storage.place(staged)
    assert.equal(await text(staged.hash), 'hello world')
    assert.equal(await text(staged.hash, { start: 6, end: 10 }), 'world')
    assert.deepEqual(readdirSync(storage.workFolder), [])
  })

  test('the same bytes again take no room', async () => {
    const again = await storage.receive(Readable.from(['hello world']), { maxBytes })
    await storage.place(again)
    await storage.discard(again)
    const all = await Array.fromAsync(storage.list())
    assert.equal(all.length, 1)
    assert.deepEqual(readdirSync(storage.workFolder), [])
  })

  test('too many bytes, or a stream that breaks, leave nothing behind', async () => {
    await assert.rejects(storage.receive(Readable.from(['x'.repeat(999), 'xx']), { maxBytes }), {
      code: 'file-too-large',
      status: 413,
    })
    const broken = new Readable({
      read() {
        this.push('some')
        this.destroy(new Error('cut'))
      },
    })
    await assert.rejects(storage.receive(broken, { maxBytes }), /cut/)
    assert.deepEqual(readdirSync(storage.workFolder), [])
  })

  test('a full disk is refused, and what was there stays readable', (t) => {
    if (spawnSync('unshare', ['-Urm', 'true']).status !== 0) {
      t.skip('this kernel allows no user namespaces; a real full disk cannot be made here')
      return
    }
    const program = `
      import { openDiskStorage } from '#platform/storage'
      import { systemChance } from '#platform/chance'
      import { Readable } from 'node:stream'
      const storage = await openDiskStorage(process.argv[1], systemChance)
      const small = await storage.receive(Readable.from(['small']), { maxBytes: 1e9 })
      await storage.place(small)
      const big = Readable.from((function* () { for (let i = 0; i < 64; i++) yield Buffer.alloc(65536, i) })())
      const error = await storage.receive(big, { maxBytes: 1e9 }).then(() => null, (error) => error)
      const kept = Buffer.concat(await storage.read(small.hash).toArray()).toString()
      const { readdirSync } = await import('node:fs')
      console.log(JSON.stringify({ code: error?.code, status: error?.status, kept, left: readdirSync(storage.workFolder) }))`
    const folder = mkdtempSync(join(tmpdir(), 'vitrine-full-'))
    const out = execFileSync(
      'unshare',
      [
        ...['-Urm', 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs "$1" && exec "$2" --input-type=module -e "$3" "$1"'],
        ...['sh', folder, process.execPath, program],
      ],
      { cwd: join(import.meta.dirname, '../../..'), encoding: 'utf8' },
    )
    rmSync(folder, { recursive: true })
    assert.deepEqual(JSON.parse(out), { code: 'storage-full', status: 507, kept: 'small', left: [] })
  })
})
