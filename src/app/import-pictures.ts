import type { Readable } from 'node:stream'
import type { Actor } from '#accounts/people'
import { limits, pictureTooLarge } from '#library/ingest'
import { problemOf } from '#platform/http'
import type { House } from './house.ts'

/** One picture to take in, through the same door as any upload. */
export interface PictureToImport {
  /** For the report. */
  readonly name: string
  readonly open: () => Readable | Promise<Readable>
  readonly actor: Actor
  /** As a form would send it. */
  readonly input: Readonly<Record<string, unknown>>
}

export interface ImportOptions {
  readonly pictures: Iterable<PictureToImport> | AsyncIterable<PictureToImport>
  /** Stops after the pictures that are under way. */
  readonly signal: AbortSignal
  readonly onStep: (done: number) => void
}

export interface ImportReport {
  readonly taken: number
  /** Here already, from an earlier run or another file with the same pixels. */
  readonly known: number
  readonly refused: readonly { readonly name: string; readonly code: string; readonly reason: string }[]
  readonly stopped: boolean
}

/** As many at once as keep every decoder busy while others are read and written. */
const atOnce = 4

/**
 * Takes pictures in, several at once. A picture that is refused is reported and the rest goes on; running it again
 * skips what is there.
 *
 * @throws whatever is not a refusal: then the system is unwell, and going on would only repeat it
 */
export async function importPictures(
  house: Pick<House, 'ctx' | 'images'>,
  { pictures, signal, onStep }: ImportOptions,
): Promise<ImportReport> {
  const { ctx, images } = house
  let taken = 0
  let known = 0
  let done = 0
  const refused: { name: string; code: string; reason: string }[] = []

  const takeIn = async (picture: PictureToImport): Promise<void> => {
    try {
      const input = images.ReceiveInput.parse(picture.input)
      const staged = await ctx.storage.receive(await picture.open(), {
        maxBytes: limits.maxBytes,
        tooLarge: pictureTooLarge,
      })
      try {
        const { outcome } = await images.receivePicture(ctx, picture.actor, staged, input)
        if (outcome === 'duplicate') known++
        else taken++
      } finally {
        await ctx.storage.discard(staged)
      }
    } catch (error) {
      const { problem, unexpected } = problemOf(error, 'import')
      if (unexpected) throw error
      refused.push({ name: picture.name, code: problem.code, reason: problem.detail })
    }
    onStep(++done)
  }

  const source = Symbol.asyncIterator in pictures ? pictures[Symbol.asyncIterator]() : pictures[Symbol.iterator]()
  const lane = async (): Promise<void> => {
    while (!signal.aborted) {
      const next = await source.next()
      if (next.done) return
      await takeIn(next.value)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return { taken, known, refused, stopped: signal.aborted }
}
