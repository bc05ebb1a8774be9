/**
 * The ways out to other hosts.
 *
 * Promises: nothing passes by default: a way has to be declared, for a purpose of the closed list, and lead to machines
 * of the operator's own or to somebody whom the gate lets through; it is asked again before each connection, so that an
 * answer counts in every process at once. There is no purpose of commerce, so nothing can pass for one.
 * Refuses to know: who is let through and why. The composition root gives the gate.
 */
export {
  type Egress,
  type EgressOptions,
  type Gate,
  type Verdict,
  type Way,
  type WayAsked,
  WayShut,
  openEgress,
} from './egress.ts'
export { isOwnAddress } from './own-address.rules.ts'
