import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeKey, makeMember, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { startProduct } from '#test/product'
import { type Figure, spreadOf } from './kit/figure.ts'
import { childrenOf } from './kit/load.ts'

/** After the last work the decoders go after half a minute. */
const restMs = 40_000

/** What the product takes at rest, all processes together, against the database and an empty Node alone. */
export async function bench(): Promise<readonly Figure[]> {
  const bare = await bareMegabytes()
  const product = await startProduct()
  try {
    const fresh = megabytesOf(product.pid)
    await makeMember(product, { username: 'ada' })
    const key = await makeKey(product, 'ada')
    for (let index = 0; index < 20; index++) {
      const { page } = await uploadBy(product, key, await cutOut(index, 1600))
      for (const path of ['/', '/search?q=x', new URL(page, product.origin).pathname]) {
        await fetch(new URL(path, product.origin)).then((answer) => answer.text())
      }
    }
    const atWork = megabytesOf(product.pid)
    await sleep(restMs)
    const atRest = megabytesOf(product.pid)
    const figure = (what: string, value: number, budget: Figure['budget']): Figure => ({
      what,
      unit: 'MB',
      ours: spreadOf([value]),
      baseline: { name: 'the database and an empty Node', ...spreadOf([bare]) },
      ratio: null,
      budget,
    })
    return [
      figure('after the start', fresh, null),
      figure('after 20 pictures and 60 pages, decoders still there', atWork, null),
      figure(`the same, ${restMs / 1000} s later`, atRest, { limit: 400, is: 'at most' }),
      {
        ...figure('at rest, to the database and an empty Node alone', atRest, null),
        ratio: spreadOf([atRest / bare]),
      },
    ]
  } finally {
    await product.remove()
  }
}

async function bareMegabytes(): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'vitrine-bench-'))
  const door = new URL('../src/platform/postgres/index.ts', import.meta.url).href
  // The database does not keep a process alive by itself.
  const code = `setInterval(() => {}, 1e6); import('${door}').then(({ startPostgres }) => startPostgres({ home: '${home}' }))`
  const child = spawn(process.execPath, ['-e', code], { stdio: 'ignore', cwd: join(import.meta.dirname, '..') })
  await sleep(6000)
  const megabytes = megabytesOf(child.pid ?? 0)
  child.kill()
  await sleep(1000)
  rmSync(home, { recursive: true, force: true })
  return megabytes
}

/** Memory of a process and all under it. What several share is counted once (proportional set size). */
function megabytesOf(pid: number): number {
  const own = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const kilobytes = Number(/^Pss:\s+(\d+) kB/m.exec(own)?.[1] ?? 0)
  return kilobytes / 1024 + childrenOf(pid).reduce((sum, child) => sum + megabytesOf(child), 0)
}
