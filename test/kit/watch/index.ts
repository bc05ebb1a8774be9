/**
 * What a running product leaves in browsers, says to other hosts and puts into its outbox, as the comparisons of
 * `declaration` take it.
 */
export { foundInBrowser, watchHosts } from './browser.ts'
export { type Outgoing, type Sent, recordOutgoing } from './record-outgoing.ts'
export { sentKinds } from './sent-kinds.ts'
