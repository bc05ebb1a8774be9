/**
 * Slowing whoever tries too often, and keeping costly work in turns.
 *
 * Promises: it lives in memory and dies with the process; whose tries are counted is kept only as an HMAC under a salt
 * that never leaves the process, and forgotten when the time of the limit is over.
 * Refuses to know: what is tried. Each room brings its own limits.
 */
export { networkOf } from './network.rules.ts'
export { type Limit, type SlowLimit, type Throttle, openThrottle } from './throttle.ts'
export type { Turns } from './turns.ts'
