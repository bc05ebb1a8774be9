import { limitDecoders } from './jailed/decoders.ts'
import { developPicture } from './jailed/develop-picture.ts'
import { readSource } from './jailed/source.ts'
import { renderPicture } from './jailed/render-picture.ts'
import type { DevelopInput, RenderInput } from './picture.ts'

limitDecoders()

/** What a child of the jail can do with pictures. Only `pictureTasks` names this module: nothing else may import it. */
export const tasks = {
  inspect: async (input: unknown) => (await readSource((input as { path: string }).path)).header,
  develop: async (input: unknown) => await developPicture(input as DevelopInput),
  render: async (input: unknown) => await renderPicture(input as RenderInput),
}
