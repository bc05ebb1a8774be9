import type { Principle, ShownPromise } from '#privacy/promises'
import { moment } from '#site/ui/format.ts'
import type { PageServerLoad } from './$types'

/** Text only: without script it weighs half, since nothing is sent twice for script to take over. */
export const csr = false

export const load: PageServerLoad = ({ locals: { house }, url }) => {
  const { promises: door, promisesRun: run } = house
  const all = door.promises.map((promise) => door.showPromise(promise, run))
  const asked = url.searchParams.get('state')
  const state: ShownPromise['state'] | null = asked === 'kept' ? 'kept' : asked === 'not-yet' ? 'not yet' : null
  const keptOf = (list: readonly ShownPromise[]): number => list.filter(({ state }) => state === 'kept').length
  const principles = (Object.keys(door.principles) as Principle[]).map((principle) => {
    const own = all.filter((promise) => promise.principle === principle)
    return {
      name: `${principle.charAt(0).toUpperCase()}${principle.slice(1)}`,
      text: door.principles[principle],
      anchor: principle.replaceAll(' ', '-'),
      count: own.length,
      kept: keptOf(own),
      promises: own
        .filter((promise) => state === null || promise.state === state)
        .map(({ lastPassedAt, ...shown }) => ({
          ...shown,
          passed: lastPassedAt === undefined ? null : moment(new Date(lastPassedAt), 'UTC'),
        })),
    }
  })
  return {
    state,
    principles,
    totals: { all: all.length, kept: keptOf(all), 'not yet': all.length - keptOf(all) },
    run: run && { at: moment(new Date(run.at), 'UTC'), commit: run.commit.slice(0, 10) },
    differences: door.differences,
  }
}
