/**
 * What is offered to whom.
 *
 * Promises: the services that somebody can ask about, the sectors that they can name, and for each of both the words of a
 * prepared answer, which staff edit; another sector gets other words, and none of them promises what no agreement says.
 * Refuses to know: who asked, and what they get. Nothing here is stored.
 */
export { type Interest, interests } from './interests.ts'
export { type Format, type SectorOffer, type ServiceOffer, formats, sectorOffers, serviceOffers } from './offers.ts'
export { type PreparedAnswer, prepareAnswer } from './prepare-answer.rules.ts'
export { type Vertical, verticals } from './verticals.ts'
