/**
 * Troubles on the side of publishers, found by the house or reported by staff: they are told, by the way they chose.
 *
 * Promises: a trouble is told once, by letter within a minute or by a call that staff sees until it was made; nobody is
 * called who wants letters, and nobody written to who wants to be called, judged anew when it is done; what is over
 * before somebody was told is told to nobody.
 * Refuses to know: how a trouble is found, how it is mended, and which sites there are.
 */
export { type CallToMake, PublisherCallInput, callRoles, listPublisherCalls, notePublisherCall } from './calls.ts'
export { followWishes, publisherTroubleHandlers, publisherTroubleSchedules } from './letters.ts'
export { type ShownTrouble, type TroubleAtDesk, listTroubles, listTroublesOfAll } from './list-troubles.ts'
export {
  ReportPublisherTroubleInput,
  SolvePublisherTroubleInput,
  reportTrouble,
  solveReported,
} from './report-trouble.ts'
export { publisherTroubleStores } from './stores.ts'
export { dropTroubles, solveTrouble, tellFound, tellPublisher } from './tell-publisher.ts'
export { type TroubleKind, reportedKinds } from './trouble.ts'
