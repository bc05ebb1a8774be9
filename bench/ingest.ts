import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeKey, makeMember, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { startProduct } from '#test/product'
import { compare, figureOf, quantile } from './kit/compare.ts'
import { cpuSecondsOf, isInstalled } from './kit/cpu.ts'
import type { Figure } from './kit/figure.ts'
import { makePictures } from './ingest/pictures.ts'

const here = (name: string): string => join(import.meta.dirname, 'ingest', name)

/** CPU of taking pictures in, against plain scripts that make the same files; and how long somebody waits for one. */
export async function bench(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-bench-'))
  try {
    const files = await makePictures(join(folder, 'pictures'))
    const script = (name: string, program: string) => ({
      run: async (): Promise<number> => {
        const out = mkdtempSync(join(folder, 'out-'))
        const seconds = await cpuSecondsOf(program, [here(name), out, ...files])
        rmSync(out, { recursive: true })
        return (1000 * seconds) / files.length
      },
    })
    const ours = { name: 'Vitrine', ...script('ours.ts', process.execPath) }
    const figures = [
      await compare({
        what: 'CPU for a picture of 4 MP: checked, master, eight widths of WebP, hashes, palette, preview',
        unit: 'ms',
        ours,
        baseline: { name: 'bare sharp, the same files', ...script('bare.ts', process.execPath) },
        budget: { limit: 1.15, is: 'at most' },
        pairs: 3,
      }),
    ]
    if (isInstalled('vipsthumbnail')) {
      figures.push(
        await compare({
          what: 'the same against vipsthumbnail, which makes the widths alone',
          unit: 'ms',
          ours,
          baseline: { name: 'vipsthumbnail', ...script('thumbnail.sh', 'bash') },
          pairs: 2,
        }),
      )
    } else {
      process.stdout.write('vipsthumbnail is not installed (apt-get install libvips-tools): left out\n')
    }
    figures.push(await waiting())
    return figures
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** From sending a picture of 4 MP to the answer that it is ready, one after the other, through the whole product. */
async function waiting(): Promise<Figure> {
  const product = await startProduct()
  try {
    await makeMember(product, { username: 'ada' })
    const key = await makeKey(product, 'ada')
    const tookMs: number[] = []
    for (let index = 0; index < 22; index++) {
      const bytes = await cutOut(100 + index, 2000)
      const began = performance.now()
      await uploadBy(product, key, bytes)
      // The first ones start the decoder.
      if (index >= 2) tookMs.push(performance.now() - began)
    }
    return figureOf('a picture of 4 MP is ready, p95 of 20', 's', [quantile(tookMs, 0.95) / 1000], {
      limit: 1.5,
      is: 'at most',
    })
  } finally {
    await product.remove()
  }
}
