import { Refusal } from '#platform/refusal'
import { limits } from './limits.ts'

/** For a file over `limits.maxBytes`, as soon as that is known: on the way in, or by the decoder. */
export const pictureTooLarge = (): Refusal =>
  new Refusal(
    'invalid',
    'picture-too-large',
    `This file is larger than ${limits.maxBytes / 1024 / 1024} MB. Please save it smaller, for example as WebP or JPEG.`,
    { status: 413 },
  )
