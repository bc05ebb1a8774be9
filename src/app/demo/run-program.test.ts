import assert from 'node:assert/strict'
import { test } from 'node:test'
import { because, runPiped, runProgram } from './run-program.ts'

const node = process.execPath

test('arguments reach the program as they are, never a shell', async () => {
  const { exitCode, stdout } = await runProgram(node, ['-p', 'process.argv[1]', '--', '$(id); "x" *'])
  assert.deepEqual({ exitCode, stdout }, { exitCode: 0, stdout: '$(id); "x" *\n' })
})

test('a program that is not there is told from one that fails', async () => {
  assert.equal((await runProgram('no-such-program-here', [])).exitCode, null)
  const failed = await runProgram(node, ['-e', 'console.error("disk full."); process.exit(3)'])
  assert.equal(failed.exitCode, 3)
  assert.equal(because(failed), ' (disk full)')
})

test('an abort ends the program and gives the reason of the signal', async () => {
  const abort = new AbortController()
  const run = runProgram(node, ['-e', 'setInterval(() => {}, 1000)'], { signal: abort.signal })
  setTimeout(() => abort.abort(new Error('enough')), 150)
  await assert.rejects(run, /enough/)
  await assert.rejects(runProgram(node, ['-e', ''], { signal: abort.signal }), /enough/)
})

test('of two piped programs the first failure counts', async () => {
  const write = [node, ['-e', 'process.stdout.write("a".repeat(200000))']] as const
  const read = [node, ['-e', 'process.stdin.resume()']] as const
  assert.equal((await runPiped(write, read)).exitCode, 0)
  assert.equal((await runPiped(write, [node, ['-e', 'process.exit(4)']])).exitCode, 4)
  assert.equal((await runPiped([node, ['-e', 'process.exit(5)']], read)).exitCode, 5)
  assert.equal((await runPiped(['no-such-program-here', []], read)).exitCode, null)
})
