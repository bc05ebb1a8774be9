import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../..')

test('every kept promise is shown by its tests, and every planted breach is noticed', async () => {
  const child = spawn(process.execPath, [join(root, 'tools/check-promises.ts')], {
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
