import assert from 'node:assert/strict'
import { test } from 'node:test'
import { develop, inspect, pictureTasks, render } from '#library/ingest'
import { JailBreak, openJail, type Jail, type JailBreakReason } from '#platform/jail'
import { Refusal } from '#platform/refusal'
import { openDarkroom, waves } from './ingest.fixtures.ts'

const brokenBy = (error: Error): Jail => ({
  run: async () => {
    throw error
  },
  load: () => ({ running: 0, waiting: 0 }),
  close: async () => {},
})

const codes: Record<JailBreakReason, string> = {
  time: 'picture-too-slow',
  memory: 'picture-too-heavy',
  died: 'picture-not-understood',
}

for (const [reason, code] of Object.entries(codes)) {
  test(`a picture whose child breaks by ${reason} is refused as ${code}`, async () => {
    const jail = brokenBy(new JailBreak(reason as JailBreakReason, 'develop'))
    await assert.rejects(develop(jail, { path: '', outDir: '' }), { name: 'Refusal', code, status: 422 })
  })
}

test('refusals and bugs of the child pass as they are', async () => {
  const refusal = new Refusal('invalid', 'picture-damaged', 'Send it again.')
  await assert.rejects(develop(brokenBy(refusal), { path: '', outDir: '' }), refusal)
  const bug = new TypeError('x is not a function')
  await assert.rejects(render(brokenBy(bug), { masterPath: '', width: 1, format: 'png', outPath: '' }), bug)
})

test('a picture that needs more memory than a child may take is refused, and the next one is taken', async () => {
  const { put, close } = await openDarkroom()
  const tight = openJail({ module: pictureTasks, size: 1, timeoutMs: 10_000, memoryBytes: 110 * 1024 * 1024 })
  const large = await put(await waves(1, 1).resize(6000, 6000).png().toBuffer())
  const small = await put(await waves(30, 30).png().toBuffer())
  await assert.rejects(develop(tight, large), { code: 'picture-too-heavy' })
  assert.equal((await inspect(tight, small.path)).width, 30)
  await tight.close()
  await close()
})
