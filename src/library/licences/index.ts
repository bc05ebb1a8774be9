/**
 * The licences a picture can have, and how its author is credited.
 *
 * Promises: a closed list; a code that was once on it stays, since pictures carry it. Pure.
 * Refuses to know: which picture has which licence.
 */
export { type Credited, attributionText } from './attribution.ts'
export { type Licence, type LicenceCode, licenceCodes, licenceOf, licences, licenceUnlessGiven } from './licences.ts'
