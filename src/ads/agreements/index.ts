/**
 * Agreements with publishers, advertisers and advertising networks: read, signed, countersigned, changed and ended here.
 *
 * Promises: nothing is in force before both sides have signed exactly the same text, which is shown by its hash; of any
 * number who sign at once one does; a published text never changes, and changed terms hold only after new signatures and
 * their notice; every date of an end follows from the agreement's own parameters, and what goes after it goes on its day,
 * once, with a letter before. What was signed stays six years after
 * its end, sealed, and whoever it names can read it.
 * Refuses to know: what is served, ordered or paid. The rooms that do it ask `isInForce` before.
 */
export {
  AskForAgreementInput,
  type WhoseAgreement,
  askForAgreement,
  requireAgreementOf,
  suggestParty,
} from './at-organisation.ts'
export { type AgreementAtDesk, listAtDesk, whoseAgreement } from './list-at-desk.ts'
export { agreementPdf } from './agreement-pdf.ts'
export { type AgreementKind, type AgreementState, type Party, type Side, agreementKinds } from './agreement.ts'
export { type AfterTheEnd } from './agreement.rules.ts'
export { agreementHandlers, agreementSchedules, queueEnds } from './carry-out-end.ts'
export { agreementClosing } from './close-agreements.ts'
export { changeTerms } from './change-terms.ts'
export { EndAgreementInput, GiveNoticeInput, endAgreement, giveNotice } from './end-agreement.ts'
export { findInForce, isInForce, termsInForce } from './is-in-force.ts'
export { OfferAgreementInput, offerAgreement, offerStandardAgreement, partyFields } from './offer-agreement.ts'
export { agreementHolder } from './personal-data.ts'
export { type PublishedText, textFindings } from './published-texts.ts'
export {
  type ListedAgreement,
  type ShownAgreement,
  type Signature,
  listAgreements,
  readAgreement,
} from './read-agreement.ts'
export { agreementRoles } from './who-may.ts'
export { SignAgreementInput, countersign, signAgreement } from './sign-agreement.ts'
export { standardOffer } from './standard-offer.ts'
export { agreementStores } from './stores.ts'
export { type Terms, standardTerms } from './terms.ts'
