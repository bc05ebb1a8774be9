import { goodPassword, makeKey, makeMember, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { startProduct } from '#test/product'
import { compare, quantile } from './kit/compare.ts'
import type { Figure } from './kit/figure.ts'
import { onFirstCore } from './kit/servers.ts'

const pictures = 30
const rounds = 60

/** Public pages for a browser that keeps no cookies, against one that does and has signed in (promise S-68). */
export async function bench(): Promise<readonly Figure[]> {
  const product = await startProduct({ under: onFirstCore })
  try {
    await makeMember(product, { username: 'ada' })
    const key = await makeKey(product, 'ada')
    let page = ''
    for (let index = 0; index < pictures; index++) {
      const fields = { title: `Copper kettle number ${index}`, tags: 'copper, kettle, still life' }
      page = (await uploadBy(product, key, await cutOut(index, 400), fields)).page
    }
    const { origin } = product
    const signedIn = await fetch(`${origin}/sign-in`, {
      method: 'POST',
      headers: { origin },
      body: new URLSearchParams({ login: 'ada', password: goodPassword }),
      redirect: 'manual',
    })
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
    const figures: Figure[] = []
    for (const [what, path] of [
      ['the home page', '/'],
      ['a search', '/search?q=kettle'],
      ['a picture page', new URL(page, origin).pathname],
    ] as const) {
      /** The median of so many, one after the other, in ms. */
      const medianMs = async (headers: Readonly<Record<string, string>>): Promise<number> => {
        const took: number[] = []
        for (let index = 0; index < rounds; index++) {
          const began = performance.now()
          await fetch(`${origin}${path}`, { headers }).then((answer) => answer.arrayBuffer())
          took.push(performance.now() - began)
        }
        return quantile(took, 0.5)
      }
      figures.push(
        await compare({
          what,
          unit: 'ms',
          ours: { name: 'without cookies', run: () => medianMs({}) },
          baseline: { name: 'with cookies, signed in', run: () => medianMs({ cookie }) },
          budget: { limit: 1.05, is: 'at most' },
          pairs: 5,
        }),
      )
    }
    return figures
  } finally {
    await product.remove()
  }
}
