import type { Disagreement, FoundJob, Store } from '#declaration'
import type { Look, World } from './world.ts'

/** How a planted violation is taken away again. */
export type Undo = () => void | Promise<void>

/** A violation, planted into the real thing, and what must be found of it. */
export interface Mutation {
  readonly name: string
  /** Who looks: the start and the check, or a finder of the crawl. */
  readonly look: Look
  readonly plant: (world: World) => Undo | Promise<Undo>
  readonly expects: Disagreement
}

/** A change of the declarations. */
export const declaring =
  (change: (stores: readonly Store[]) => readonly Store[]): Mutation['plant'] =>
  (world) => {
    const { stores } = world
    world.stores = change(stores)
    return () => void (world.stores = stores)
  }

/** A change of one store, past the types: what a cast would let through. */
export const changing = (name: string, kind: Store['kind'], change: (store: Store) => object): Mutation['plant'] =>
  declaring((stores) => {
    if (!stores.some((store) => store.kind === kind && store.name === name)) throw new Error(`no ${kind} ${name}`)
    return stores.map((store) => (store.kind === kind && store.name === name ? { ...store, ...change(store) } : store))
  })

/** Work that the process can do besides. */
export const working =
  (change: {
    readonly jobs?: readonly FoundJob[]
    readonly schedules?: readonly string[]
    readonly mails?: readonly string[]
  }) =>
  (world: World): Undo => {
    const { work } = world
    world.work = {
      jobs: [...work.jobs, ...(change.jobs ?? [])],
      schedules: [...work.schedules, ...(change.schedules ?? [])],
      mails: [...work.mails, ...(change.mails ?? [])],
    }
    return () => void (world.work = work)
  }

/** A change of the database, and how it is taken back. */
export const inDatabase =
  (up: string, down: string) =>
  async ({ t }: World): Promise<Undo> => {
    await t.database.pool.query(up)
    return async () => void (await t.database.pool.query(down))
  }
