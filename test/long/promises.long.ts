import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../..')

/** In how many turns the breaches are gone through; the tests of `test/promises` all run in each. */
const turns = 3

/** Whose turn it is: commits take turns, and the same commit always gets the same. */
function turn(): number {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' })
  return status === 0 ? (parseInt(stdout.slice(0, 8), 16) % turns) + 1 : 1
}

test('the promises are shown by their tests, and every planted breach of those whose turn it is is noticed', async () => {
  const share = `--share=${turn()}/${turns}`
  const child = spawn(process.execPath, [join(root, 'tools/check-promises.ts'), share], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      process.stderr.write(chunk)
    })
  }
  const [code] = (await once(child, 'close')) as [number | null]
  assert.equal(code, 0, said)
})
