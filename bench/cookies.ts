import { goodPassword } from '#test/people'
import { startProduct } from '#test/product'
import { compare, quantile } from './kit/compare.ts'
import type { Figure } from './kit/figure.ts'
import { fillWithKettles } from './kit/pictures.ts'
import { onFirstCore } from './kit/servers.ts'

const pictures = 30
const rounds = 60

/** Public pages for a browser that keeps no cookies, against one that does and has signed in (promise S-68). */
export async function bench(): Promise<readonly Figure[]> {
  const product = await startProduct({ under: onFirstCore })
  try {
    const page = await fillWithKettles(product, pictures, 400)
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
      ['a picture page', page],
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
