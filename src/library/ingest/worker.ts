import { limitDecoders } from './jailed/decoders.ts'
import { developPicture } from './jailed/develop-picture.ts'
import { readSource } from './jailed/source.ts'
import { renderPicture } from './jailed/render-picture.ts'
import { makeAvifFiles } from './jailed/make-avif.ts'
import { makeMovingFiles } from './jailed/make-moving.ts'
import type { AvifInput, DevelopInput, MovingInput, RenderInput } from './picture.ts'

limitDecoders()

/** What a child of the jail can do with pictures. Only `pictureTasks` names this module: nothing else may import it. */
export const tasks = {
  inspect: async (input: unknown) => (await readSource((input as { path: string }).path)).header,
  develop: async (input: unknown) => await developPicture(input as DevelopInput),
  makeAvif: async (input: unknown) => await makeAvifFiles(input as AvifInput),
  makeMoving: async (input: unknown) => await makeMovingFiles(input as MovingInput),
  render: async (input: unknown) => await renderPicture(input as RenderInput),
}
