import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { develop, inspect, limits, pictureTasks } from '#library/ingest'
import { openJail } from '#platform/jail'
import { Refusal } from '#platform/refusal'
import { hostileFiles, payload } from '../../../test/corpora/hostile.ts'

const jail = openJail({ module: pictureTasks, size: 2, timeoutMs: limits.timeMs, memoryBytes: limits.memoryBytes })
const folder = await mkdtemp(join(tmpdir(), 'vitrine-hostile-'))
after(async () => {
  await jail.close()
  await rm(folder, { recursive: true })
})

const files = await hostileFiles()
const residentBefore = process.memoryUsage.rss()

test('the corpus has at least 25 files, each with a name of its own', () => {
  assert.ok(files.length >= 25)
  assert.equal(new Set(files.map(({ name }) => name)).size, files.length)
})

for (const { name, bytes, expect, why } of files) {
  test(`${name}: ${expect.code} (${why})`, async () => {
    const path = join(folder, name)
    const outDir = join(folder, `${name}.out`)
    await writeFile(path, bytes)
    await mkdir(outDir)
    const outcome = await inspect(jail, path)
      .then(() => develop(jail, { path, outDir }))
      .then(() => ({ status: 201, code: 'accepted' }))
      .catch((error: unknown) => {
        assert.ok(error instanceof Refusal, String(error))
        assert.match(error.message, /[Pp]lease|reach|SVG/)
        return { status: error.status, code: error.code }
      })
    assert.deepEqual(outcome, expect)
    const made = await readdir(outDir)
    if (expect.code === 'accepted') assert.ok(made.some((file) => file.startsWith('master.')))
    else assert.deepEqual(made, [])
    for (const file of made) assert.equal((await readFile(join(outDir, file))).includes(payload), false, file)
    await rm(outDir, { recursive: true })
  })
}

test('the process that takes hostile files in grows by less than 100 MB', () => {
  assert.ok(process.memoryUsage.rss() - residentBefore < 100 * 1024 * 1024)
})
