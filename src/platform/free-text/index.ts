/**
 * What people write in words of their own.
 *
 * Promises: a text with a social-security number in it is refused before anything of it is stored (promise G-33); one
 * schema, from which every field for words of people is made.
 * Refuses to know: which fields there are, and who reads them.
 */
export { freeText } from './free-text.ts'
export { holdsSocialSecurityNumber } from './social-security.rules.ts'
export { Telephone, businessText } from './business-text.ts'
export { holdsCardNumber } from './card-number.rules.ts'
