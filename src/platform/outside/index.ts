/**
 * The guarded way to addresses that people name: pages, pictures and entries of the DNS.
 *
 * Promises: only the public internet is reached, by http and https on their usual ports; every name is resolved here,
 * every address of it is judged, and the connection is made to exactly one that was; each redirect is judged anew; time
 * and bytes have an end, packed and unpacked; nothing is sent but the address. There is no setting that loosens this.
 * Refuses to know: what is fetched and what it means. Companies that get data are reached by `#platform/egress` alone.
 */
export { addressCharactersMax, readAddress } from './address.rules.ts'
export type { Dial } from './connection.ts'
export {
  type FetchOptions,
  type Fetched,
  type Hop,
  type Outside,
  type OutsideOptions,
  openOutside,
  redirectsMax,
} from './outside.ts'
export { OutsideProblem, type Problem } from './outside-problem.ts'
export { unreachableBecause } from './reachable.rules.ts'
export type { Resolver } from './resolver.ts'
export { outsideStores } from './stores.ts'
