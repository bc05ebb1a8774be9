/**
 * Violations of the data map, each planted into the real thing, and the world into which they are planted.
 *
 * Promises: what looks for them is the code of the start, the check and the crawl, and none of its own.
 */
import { databaseMutations } from './database.ts'
import { declarationMutations } from './declarations.ts'
import type { Mutation } from './mutation.ts'
import { outsideMutations } from './outside.ts'
import { workMutations } from './work.ts'

export { type Look, type World, openWorld } from './world.ts'
export type { Mutation }

export const mutations: readonly Mutation[] = [
  ...databaseMutations,
  ...declarationMutations,
  ...workMutations,
  ...outsideMutations,
]
