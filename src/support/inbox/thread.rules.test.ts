import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { interests } from '#support/offers'
import { answerBlockedBy, sinceAfter, stateAfter } from './thread.rules.ts'
import { channels, stepWords, threadStates, unansweredStates } from './thread.ts'

const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })

describe('the rules of a thread', () => {
  test('let an answer leave exactly where service and way are those of the asker', () => {
    const thread = fc.record({
      interests: fc.uniqueArray(fc.constantFrom(...interests)),
      channel: fc.constantFrom(...channels),
    })
    const answer = fc.record({ topic: fc.constantFrom(...interests), channel: fc.constantFrom(...channels) })
    fc.assert(
      fc.property(thread, answer, (asked, one) => {
        const fits = asked.interests.includes(one.topic) && asked.channel === one.channel
        assert.equal(answerBlockedBy(asked, one) === null, fits)
      }),
    )
  })

  test('never send whoever still waits to the end of the line', () => {
    const state = fc.constantFrom(...threadStates)
    fc.assert(
      fc.property(state, state, instant, instant, (from, to, sinceAt, now) => {
        const since = sinceAfter({ state: from, sinceAt }, to, now)
        if (unansweredStates.includes(from) && unansweredStates.includes(to)) assert.equal(since, sinceAt)
        assert.ok(since === sinceAt || since === now)
      }),
    )
  })

  test('close a thread by one step only, and open a closed one by a word or a hand', () => {
    for (const what of stepWords) {
      for (const channel of channels) {
        const next = stateAfter(what, { state: 'closed', channel })
        assert.equal(stateAfter(what, { state: 'open', channel }) === 'closed', what === 'closed')
        if (['noted', 'assigned', 'drafted', 'freed', 'corrected'].includes(what)) assert.equal(next, null, what)
      }
    }
    assert.equal(stateAfter('wrote', { state: 'closed', channel: 'email' }), 'open')
  })
})
