import type { Interest } from '#support/offers'
import { type Channel, type StepWord, type Thread, type ThreadState, unansweredStates } from './thread.ts'

/**
 * Pure: why an answer may not go to whoever asked, or null where it may. Asked when staff answers, and again at the last
 * moment before anything leaves: they may have corrected what they asked meanwhile (promises S-20, S-54).
 */
export function answerBlockedBy(
  asked: Pick<Thread, 'interests' | 'channel'>,
  answer: { readonly topic: Interest; readonly channel: Channel },
): 'other-topic' | 'other-channel' | null {
  if (!asked.interests.includes(answer.topic)) return 'other-topic'
  if (asked.channel !== answer.channel) return 'other-channel'
  return null
}

/** Pure: the state after a step; null where it stays as it is. */
export function stateAfter(step: StepWord, { state, channel }: Pick<Thread, 'state' | 'channel'>): ThreadState | null {
  switch (step) {
    case 'answered':
      return channel === 'telephone' ? 'waiting' : 'answered'
    case 'called':
      return 'answered'
    case 'closed':
      return 'closed'
    case 'wrote':
    case 'reopened':
    case 'stopped':
      return 'open'
    case 'assigned':
    case 'drafted':
      return state === 'new' ? 'open' : null
    default:
      return null
  }
}

/**
 * Pure: since when a thread is as it is after a step. One that waited for us goes on waiting since the first word that
 * was not answered, so that nobody who writes again goes back to the end of the line.
 */
export function sinceAfter({ state, sinceAt }: Pick<Thread, 'state' | 'sinceAt'>, next: ThreadState, now: Date): Date {
  const stays = state === next || (unansweredStates.includes(state) && unansweredStates.includes(next))
  return stays ? sinceAt : now
}
