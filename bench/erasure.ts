import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { goodPassword, makeKey, makeMember, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { compare, figureOf, quantile } from './kit/compare.ts'
import type { Figure } from './kit/figure.ts'
import { multiplyPicture } from './kit/pictures.ts'

const pictures = 1000
const pictureBytes = 200_000

/**
 * A member with a thousand pictures is erased now, from the request until the receipt says that everything is gone,
 * against bare `rm` of as many files.
 */
export async function bench(): Promise<readonly Figure[]> {
  const product = await startProduct()
  let seed = 0
  try {
    const somebody = async (): Promise<{ readonly username: string; readonly paths: readonly string[] }> => {
      const username = `member-${++seed}`
      await makeMember(product, { username })
      const key = await makeKey(product, username)
      await uploadBy(product, key, await cutOut(seed, 600), { title: 'one of a thousand' })
      return { username, paths: await multiplyPicture(product, username, pictures, pictureBytes) }
    }
    const seconds: number[] = []
    const ours = async (): Promise<number> => {
      const { username } = await somebody()
      const cookie = await signIn(product, username)
      const began = performance.now()
      await eraseNow(product, cookie)
      const took = (performance.now() - began) / 1000
      seconds.push(took)
      return took
    }
    const bare = async (): Promise<number> => {
      const { paths } = await somebody()
      const began = performance.now()
      for (const path of paths) rmSync(path)
      return (performance.now() - began) / 1000
    }
    const ratio = await compare({
      what: `a member with ${pictures} pictures of ${pictureBytes / 1000} kB is erased`,
      unit: 's',
      ours: { name: 'Vitrine', run: ours },
      baseline: { name: 'bare rm of the files', run: bare },
      pairs: 5,
    })
    return [ratio, figureOf('the same, p95', 's', [quantile(seconds.slice(1), 0.95)], { limit: 60, is: 'at most' })]
  } finally {
    await product.remove()
  }
}

async function post({ origin }: Product, path: string, fields: Readonly<Record<string, string>>, cookie = '') {
  return fetch(new URL(path, origin), {
    method: 'POST',
    headers: { origin, cookie, accept: 'text/html' },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
}

async function signIn(product: Product, login: string): Promise<string> {
  const answer = await post(product, '/sign-in', { login, password: goodPassword })
  return (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
}

/** From the request until the receipt says that everything is gone. */
async function eraseNow(product: Product, cookie: string): Promise<void> {
  const asked = await post(product, '/settings/account/close', { current: goodPassword, when: 'now' }, cookie)
  const receipt = asked.headers.get('location')
  if (asked.status !== 303 || !receipt?.startsWith('/privacy/receipt/')) {
    throw new Error(`closing the account answers ${asked.status}`)
  }
  for (;;) {
    const page = await fetch(new URL(receipt, product.origin)).then((answer) => answer.text())
    if (page.includes('This receipt can be read until')) return
    await sleep(50)
  }
}
