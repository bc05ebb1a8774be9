/** How a task got out of hand: over its time, over its memory, or its process ended under it. */
export type JailBreakReason = 'time' | 'memory' | 'died'

const says: Record<JailBreakReason, string> = {
  time: 'ran over its time and was ended',
  memory: 'ran over its memory and was ended',
  died: 'ended its process',
}

/** A task that was stopped, or that stopped its process. What that means is for the caller to say. */
export class JailBreak extends Error {
  readonly reason: JailBreakReason
  readonly task: string

  constructor(reason: JailBreakReason, task: string, detail = '') {
    super(`The task ${task} ${says[reason]}.${detail ? ` ${detail}` : ''}`)
    this.name = 'JailBreak'
    this.reason = reason
    this.task = task
  }
}
