import type { Doors } from '#app'
import type { Ctx } from '#platform/context'

/** What endpoints get of the house. */
export interface WiredHouse extends Doors {
  readonly ctx: Ctx
}
