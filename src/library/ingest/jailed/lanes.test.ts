import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { inLanes } from './lanes.ts'

test('jobs begin in order, never more at once than there are lanes, and answer in order', async () => {
  let running = 0
  let most = 0
  const begun: number[] = []
  const jobs = [30, 5, 20, 1, 10].map((ms, index) => async () => {
    begun.push(index)
    most = Math.max(most, (running += 1))
    await sleep(ms)
    running -= 1
    return index
  })
  assert.deepEqual(await inLanes(2, jobs), [0, 1, 2, 3, 4])
  assert.deepEqual(begun, [0, 1, 2, 3, 4])
  assert.equal(most, 2)
})

test('after a failure no other job begins, and those that run come to their end first', async () => {
  let ended = false
  let begun = 0
  const slow = async (): Promise<void> => {
    await sleep(30)
    ended = true
  }
  const failing = async (): Promise<void> => {
    throw new Error('no room')
  }
  const other = async (): Promise<void> => {
    begun += 1
  }
  await assert.rejects(inLanes(2, [slow, failing, other]), /no room/)
  assert.ok(ended)
  assert.equal(begun, 0)
})
