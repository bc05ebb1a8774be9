import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { readPromisesRun } from '#privacy/promises'

suite('the last full run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-promises-'))
  const file = join(folder, 'promises-run.json')
  after(() => rmSync(folder, { recursive: true }))

  test('is null where there was none', () => {
    assert.equal(readPromisesRun(file), null)
  })

  test('is read as it was written', () => {
    const run = {
      at: '2026-11-22T10:00:00.000Z',
      commit: 'abc',
      promises: { 'G-65': { passedAt: '2026-11-22T09:59:00.000Z', tests: ['a.test.ts › b'], breaches: ['c'] } },
    }
    writeFileSync(file, JSON.stringify(run))
    assert.deepEqual(readPromisesRun(file), run)
  })

  test('of another shape is an error, never a run that passed', () => {
    for (const text of ['', '{}', '{"at":"yesterday","commit":"abc","promises":{}}', '{"at":1']) {
      writeFileSync(file, text)
      assert.throws(() => readPromisesRun(file), Error, text)
    }
  })
})
