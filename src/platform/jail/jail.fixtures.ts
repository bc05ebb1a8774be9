import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '#platform/refusal'

/** Tasks that behave and misbehave, for the tests of the jail: this module is what they jail. */
export const tasks = {
  echo: async (input: unknown) => input,
  about: async () => ({ pid: process.pid, env: Object.keys(process.env), argv: process.execArgv }),
  slow: async (ms: unknown) => {
    await sleep(ms as number)
    return process.pid
  },
  spin: async () => {
    for (;;);
  },
  crash: async () => process.abort(),
  leave: async () => process.exit(3),
  refuse: async () => {
    throw new Refusal('invalid', 'made-up-code', 'Try something else.', { status: 415, fields: { file: 'is odd' } })
  },
  fail: async () => {
    throw Object.assign(new TypeError('no such thing'), { code: 'ENOSPC', far: new Map() })
  },
  fillBuffers: async () => {
    const held: Buffer[] = []
    for (;;) held.push(Buffer.alloc(32 * 1024 * 1024, 1))
  },
  fillHeap: async () => {
    const held: string[][] = []
    for (;;) held.push(Array.from({ length: 10_000 }, (_, index) => `${index}`))
  },
  fillSlowly: async () => {
    const held: Buffer[] = []
    for (;;) {
      held.push(Buffer.alloc(16 * 1024 * 1024, 1))
      await sleep(10)
    }
  },
  startProcess: async () => {
    const { execFileSync } = await import('node:child_process')
    return execFileSync('/bin/true')
  },
}
