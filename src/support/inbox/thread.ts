import type { StaffRole } from '#accounts/roles'
import type { Id } from '#platform/ids'
import type { Interest, Vertical } from '#support/offers'

/** What a thread can be about. Letters, complaints and requests have threads of their own kinds. */
export const threadKinds = ['inquiry'] as const
export type ThreadKind = (typeof threadKinds)[number]

/** The two ways of an answer. Whoever asks chooses one, and is reached by no other (promise S-54). */
export const channels = ['email', 'telephone'] as const
export type Channel = (typeof channels)[number]

/**
 * `new`: nobody has looked at it. `open`: it waits for us. `waiting`: a call is to be made. `answered`: the next word is
 * theirs. `closed`: it is over, and goes after its time.
 */
export const threadStates = ['new', 'open', 'waiting', 'answered', 'closed'] as const
export type ThreadState = (typeof threadStates)[number]

/** Those in which somebody waits for us. */
export const unansweredStates: readonly ThreadState[] = ['new', 'open', 'waiting']

/** Who works in the inbox. */
export const inboxRoles = ['support'] as const satisfies readonly StaffRole[]

/** A thread goes so many days after it was closed. */
export const closedDaysMax = 180
/** One that nobody closes goes so many days after the last thing that happened in it. */
export const silentDaysMax = 365

/** What whoever asks tells of themselves. */
export interface Inquirer {
  readonly name: string
  readonly email: string
  /** Held only where a call was chosen. */
  readonly telephone: string | null
  readonly site: string | null
  readonly interests: readonly Interest[]
  readonly vertical: Vertical | null
  readonly channel: Channel
}

/** A thread as it stands. */
export interface Thread extends Inquirer {
  readonly id: Id<'thread'>
  readonly kind: ThreadKind
  readonly state: ThreadState
  /** Counts changes: whoever acts names the one that they read. */
  readonly version: number
  readonly createdAt: Date
  /** Since when it waits for us; once answered or closed, since when it is that. */
  readonly sinceAt: Date
  readonly lastAt: Date
  readonly closedAt: Date | null
}

export interface ThreadMessage {
  readonly kind: 'asked' | 'answer' | 'note'
  readonly text: string
  readonly isDraft: boolean
  /** Of an answer: the service it is about. */
  readonly topic: Interest | null
  readonly channel: Channel | null
  /** The member of staff; null where they asked it, or have gone. */
  readonly by: string | null
  readonly writtenAt: Date
  /** When the letter left, or they were reached. */
  readonly sentAt: Date | null
  /** When it was kept from leaving, because it was about something else, or they chose another way meanwhile. */
  readonly stoppedAt: Date | null
  /** That of the thread after it was written. */
  readonly version: number
}

export const stepWords = [
  ...(['asked', 'wrote', 'corrected', 'assigned', 'freed', 'drafted', 'answered', 'called'] as const),
  ...(['not-reached', 'noted', 'closed', 'reopened', 'stopped'] as const),
] as const
export type StepWord = (typeof stepWords)[number]
