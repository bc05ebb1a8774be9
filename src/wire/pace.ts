import { Transform } from 'node:stream'
import { Refusal } from '#platform/refusal'

/** What a sender must manage. */
export interface Pace {
  readonly bytesPerSecondMin: number
  /** Not measured before: a connection needs a while to get going. */
  readonly graceMs: number
}

/** A sender slower than this holds a connection for nothing. A telephone on the edge of a network manages ten times it. */
export const uploadPace: Pace = Object.freeze({ bytesPerSecondMin: 2_000, graceMs: 20_000 })

/**
 * Passes bytes on and ends a sender that only drips; one that says nothing at all is ended by the server, which closes
 * silent connections. Measures how long it took; does not decide by the time of day.
 *
 * @throws Refusal `upload-too-slow` (408), by the stream
 */
export function keepPace({ bytesPerSecondMin, graceMs }: Pace): Transform {
  const began = performance.now()
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      const passedMs = performance.now() - began
      if (passedMs > graceMs && (1000 * bytes) / passedMs < bytesPerSecondMin) {
        done(
          new Refusal('invalid', 'upload-too-slow', 'The upload was too slow. Try again on a better connection.', {
            status: 408,
          }),
        )
        return
      }
      done(null, chunk)
    },
  })
}
