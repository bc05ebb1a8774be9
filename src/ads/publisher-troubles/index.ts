/**
 * Troubles on the side of publishers: they are told, by the way they chose.
 *
 * Promises: a trouble is told once, by letter within a minute or by a call that staff sees until it was made; nobody is
 * called who wants letters, and nobody written to who wants to be called, judged anew when it is done; what is over
 * before somebody was told is told to nobody.
 * Refuses to know: how a trouble is found, and how it is mended.
 */
export {
  type CallToMake,
  PublisherCallInput,
  type ShownTrouble,
  callRoles,
  listPublisherCalls,
  listTroubles,
  notePublisherCall,
} from './calls.ts'
export { followWishes, publisherTroubleHandlers, publisherTroubleSchedules } from './letters.ts'
export { publisherTroubleStores } from './stores.ts'
export { dropTroubles, solveTrouble, tellFound, tellPublisher } from './tell-publisher.ts'
export type { TroubleKind } from './trouble.ts'
