import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, startProduct } from '#test/product'
import { compare, figureOf } from './kit/compare.ts'
import type { Figure } from './kit/figure.ts'

/** From the command to the first page, with a database that exists, against a Node that only answers. */
export async function bench(): Promise<readonly Figure[]> {
  let product = await startProduct()
  try {
    const seconds: number[] = []
    const warm = async (): Promise<number> => {
      await product.stop()
      const began = performance.now()
      product = await product.again()
      const answer = await fetch(product.origin)
      if (answer.status !== 200) throw new Error(`the first page answers ${answer.status}`)
      await answer.text()
      const took = (performance.now() - began) / 1000
      seconds.push(took)
      return took
    }
    const ratio = await compare({
      what: 'warm start, to the first page',
      unit: 's',
      ours: { name: 'Vitrine, all roles, with its database', run: warm },
      baseline: { name: 'a Node that answers one word', run: bareStart },
      pairs: 7,
    })
    return [ratio, figureOf('warm start, to the first page', 's', seconds.slice(1), { limit: 3, is: 'at most' })]
  } finally {
    await product.remove()
  }
}

async function bareStart(): Promise<number> {
  const port = await freePort()
  const began = performance.now()
  const code = `require('node:http').createServer((_, answer) => answer.end('here')).listen(${port}, '127.0.0.1')`
  const child = spawn(process.execPath, ['-e', code], { stdio: 'ignore' })
  for (;;) {
    const is = await fetch(`http://127.0.0.1:${port}`).then(
      () => true,
      () => false,
    )
    if (is) break
    await sleep(2)
  }
  const took = (performance.now() - began) / 1000
  child.kill()
  await once(child, 'exit')
  return took
}
