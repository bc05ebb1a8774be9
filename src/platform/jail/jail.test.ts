import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { after, describe, mock, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { JailBreak, openJail, type Jail, type Urgency } from '#platform/jail'
import { Refusal } from '#platform/refusal'

const module = new URL('./jail.fixtures.ts', import.meta.url)
const memoryBytes = 1024 * 1024 * 1024
const open = (size = 1): Jail => openJail({ module, size, timeoutMs: 20_000, memoryBytes })

async function lives(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 50; tries += 1) {
    try {
      process.kill(pid, 0)
      // A dead orphan keeps its number until the first process of the machine collects it, which in a container may be never.
      if (existsSync('/proc/self/stat') && /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) return false
    } catch {
      return false
    }
    await sleep(20)
  }
  return true
}

const broke = (reason: string) => (error: unknown) => error instanceof JailBreak && error.reason === reason

describe('a jail', () => {
  const jail = open()
  after(() => jail.close())

  test('carries plain data there and back', async () => {
    const input = { text: 'ä', bytes: new Uint8Array([1, 2]), at: new Date(0), big: 1n, list: [undefined, null] }
    assert.deepEqual(await jail.run('echo', input), input)
  })

  test('hands the secrets of its environment to no child', async () => {
    process.env['VITRINE_SECRET_FOR_TEST'] = 'x'
    const { env } = await jail.run<{ env: string[] }>('about', null)
    assert.deepEqual(
      env.filter((name) => !['PATH', 'LANG', 'TZ', 'MALLOC_ARENA_MAX', 'VIPS_DISC_THRESHOLD'].includes(name)),
      [],
    )
  })

  test('lets no task start a process', async () => {
    await assert.rejects(jail.run('startProcess', null), { code: 'ERR_ACCESS_DENIED' })
  })

  test('gives a refusal back as a refusal, with its code, status and fields', async () => {
    await assert.rejects(jail.run('refuse', null), (error) => {
      assert.ok(error instanceof Refusal)
      const { kind, code, message, status, fields } = error
      assert.deepEqual(
        { kind, code, message, status, fields },
        {
          kind: 'invalid',
          code: 'made-up-code',
          message: 'Try something else.',
          status: 415,
          fields: { file: 'is odd' },
        },
      )
      return true
    })
  })

  test('gives any other error back with its name, message and code, and goes on with the same child', async () => {
    const before = await jail.run<{ pid: number }>('about', null)
    await assert.rejects(jail.run('fail', null), { name: 'TypeError', message: 'no such thing', code: 'ENOSPC' })
    assert.equal((await jail.run<{ pid: number }>('about', null)).pid, before.pid)
  })

  test('refuses a task that the module does not have, also one of the prototype', async () => {
    await assert.rejects(jail.run('toString', null), /has no task toString/)
  })

  test('ends a task that takes too long, even one that never yields, and goes on with a new child', async () => {
    const before = await jail.run<{ pid: number }>('about', null)
    await assert.rejects(jail.run('spin', null, { timeoutMs: 100 }), broke('time'))
    assert.equal(await lives(before.pid), false)
    assert.notEqual((await jail.run<{ pid: number }>('about', null)).pid, before.pid)
  })

  test('counts only the time in the child: a task may wait longer for its turn than it may run', async () => {
    const waits = [jail.run('slow', 1200), jail.run('echo', 'late', { timeoutMs: 1000 })]
    assert.equal((await Promise.all(waits))[1], 'late')
  })

  for (const task of ['fillBuffers', 'fillHeap', 'fillSlowly']) {
    test(`ends a task that takes too much memory (${task})`, async () => {
      await assert.rejects(jail.run(task, null), broke('memory'))
      assert.equal(await jail.run('echo', 'next'), 'next')
    })
  }

  for (const task of ['crash', 'leave']) {
    test(`survives a task that ends its process (${task})`, async () => {
      await assert.rejects(jail.run(task, null), broke('died'))
      assert.equal(await jail.run('echo', 'next'), 'next')
    })
  }

  test('serves in the order of asking', async () => {
    const order: number[] = []
    await Promise.all([5, 3, 8, 1].map(async (n) => order.push(await jail.run<number>('echo', n))))
    assert.deepEqual(order, [5, 3, 8, 1])
  })

  test('ends a running task and drops a waiting one when its signal aborts', async () => {
    const stop = new AbortController()
    const running = jail.run('spin', null, { signal: stop.signal })
    const waiting = jail.run('echo', 1, { signal: stop.signal })
    const other = jail.run('echo', 2)
    setTimeout(() => stop.abort(new Error('gone away')), 50)
    await assert.rejects(running, /gone away/)
    await assert.rejects(waiting, /gone away/)
    assert.equal(await other, 2)
    await assert.rejects(jail.run('echo', 3, { signal: stop.signal }), /gone away/)
  })
})

test('as many tasks run at once as the jail is large, in as many children', async () => {
  const jail = open(2)
  const pids = await Promise.all([200, 200, 200].map((ms) => jail.run<number>('slow', ms)))
  assert.equal(new Set(pids).size, 2)
  await jail.close()
})

test('a child without work goes after half a minute', async () => {
  const jail = open()
  const { pid } = await jail.run<{ pid: number }>('about', null)
  mock.timers.enable({ apis: ['setTimeout'] })
  await jail.run('echo', 1)
  mock.timers.tick(29_000)
  mock.timers.reset()
  assert.equal(await jail.run<{ pid: number }>('about', null).then((about) => about.pid), pid)
  mock.timers.enable({ apis: ['setTimeout'] })
  await jail.run('echo', 1)
  mock.timers.tick(31_000)
  mock.timers.reset()
  assert.equal(await lives(pid), false)
  await jail.close()
})

test('closing rejects what runs and what waits, kills the children, and nothing runs afterwards', async () => {
  const jail = open()
  const { pid } = await jail.run<{ pid: number }>('about', null)
  const refused = [jail.run('spin', null), jail.run('echo', 1)].map((run) => assert.rejects(run, /was closed/))
  await jail.close()
  await Promise.all(refused)
  assert.equal(await lives(pid), false)
  await assert.rejects(jail.run('echo', 1), /is closed/)
  await jail.close()
})

test('a module that cannot be loaded fails with what went wrong, not as a broken jail', async () => {
  const jail = openJail({ module: new URL('./missing.ts', import.meta.url), size: 1, timeoutMs: 1000, memoryBytes })
  await assert.rejects(jail.run('echo', 1), /did not start.*ERR_MODULE_NOT_FOUND/s)
  await jail.close()
})

const parent = (body: string): string[] => [
  '--input-type=module',
  '--eval',
  `import { openJail } from ${JSON.stringify(new URL('./jail.ts', import.meta.url).href)}
   const jail = openJail({ module: new URL(${JSON.stringify(module.href)}), size: 1, timeoutMs: 60000, memoryBytes: ${memoryBytes} })
   const { pid } = await jail.run('about', null)
   process.stdout.write(pid + '\\n')
   ${body}`,
]

test('a child dies with a parent that is killed, in the midst of a task that never yields', async () => {
  const killed = spawn(process.execPath, parent(`await jail.run('spin', null)`), {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(killed.stdout, 'data')) as [Buffer]
  const pid = Number(line)
  assert.ok(pid > 0)
  process.kill(pid, 0)
  await sleep(50)
  killed.kill('SIGKILL')
  assert.equal(await lives(pid), false)
})

test('an idle jail does not keep its parent from ending', async () => {
  const leaves = spawn(process.execPath, parent(''), { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(leaves.stdout, 'data')) as [Buffer]
  const [code] = (await once(leaves, 'exit')) as [number]
  assert.equal(code, 0)
  assert.equal(await lives(Number(line)), false)
})

describe('urgency', () => {
  test('what is urgent goes before all that wait, in its own order', async () => {
    const jail = open(1)
    const order: string[] = []
    const ask = async (name: string, urgency: Urgency) => order.push(await jail.run<string>('echo', name, { urgency }))
    const busy = jail.run('slow', 200)
    const all = [ask('a', 'usual'), ask('b', 'usual'), ask('c', 'first'), ask('d', 'first')]
    await Promise.all([busy, ...all])
    assert.deepEqual(order, ['c', 'd', 'a', 'b'])
    await jail.close()
  })

  test('a background that is full holds up nobody; without children of its own it would', async () => {
    const jail = open(1)
    const stop = new AbortController()
    const fill = (urgency: Urgency) =>
      [0, 1, 2].map((n) => jail.run('spin', n, { urgency, signal: stop.signal }).catch(() => 'ended'))
    const background = fill('background')
    assert.equal(await jail.run('echo', 'upload', { urgency: 'first' }), 'upload')

    const inTheWay = fill('usual')
    const held = jail.run('echo', 'upload', { urgency: 'first' })
    assert.equal(await Promise.race([held, sleep(500, 'still waiting')]), 'still waiting')
    stop.abort(new Error('enough'))
    assert.equal(await held, 'upload')
    await Promise.all([...background, ...inTheWay])
    await jail.close()
  })

  test('the background runs with the lowest priority of the machine, and nothing else does', async () => {
    const jail = open(1)
    const niceOf = async (urgency: Urgency): Promise<number> =>
      getPriority((await jail.run<{ pid: number }>('about', null, { urgency })).pid)
    assert.equal(await niceOf('background'), 19)
    assert.equal(await niceOf('first'), getPriority())
    await jail.close()
  })
})
