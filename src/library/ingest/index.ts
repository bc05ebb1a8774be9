/**
 * From the bytes of a stranger to a picture that can be shown.
 *
 * Promises: files are told by their bytes; whatever is not a whole picture within the limits is refused with a code and
 * a way out; of what is taken, only pixels, a well-formed colour profile and rights fields go on. Everything that reads
 * a picture happens in a jail, so a hostile file costs its own upload and nothing else.
 * Refuses to know: who uploads, where files are kept, rows and tables.
 */
export { pictureTasks } from './ask-jail.ts'
export { avifBytesMax, avifWidths } from './avif.rules.ts'
export { develop } from './develop.ts'
export { widthGrid } from './grid.rules.ts'
export { inspect } from './inspect.ts'
export { limits } from './limits.ts'
export type {
  AvifInput,
  DevelopedPicture,
  DevelopInput,
  MadeFile,
  MovingInput,
  PictureFormat,
  PictureHeader,
  RenderInput,
  RenditionFormat,
  Rights,
  Transparency,
} from './picture.ts'
export { makeAvif, makeMoving, render } from './render.ts'
export { sniff, sniffBytes } from './sniff.ts'
export { pictureTooLarge } from './too-large.ts'
