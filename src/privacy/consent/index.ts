/**
 * What people say yes to: asked in words that are kept, given for one purpose, taken back at any time.
 *
 * Promises: what may be said yes to is a closed list; a yes is kept with its exact words, time and way, and so is its
 * end; whoever takes one back is heard by every process from that moment on, since no answer is remembered; what waits
 * for a yes is not read and not written to without one.
 * Refuses to know: what follows from a yes or its end. `app/` wires that.
 */
export { type Channel, type Yes, lockConsentsOf } from './consent.ts'
export { type ConsentOfPerson, type PastConsent, consentsOf, wordsFor } from './consents-of.ts'
export { type GivenYes, giveConsent } from './give-consent.ts'
export { mayUse, mayWriteTo, requireConsent, whoSaysYes } from './may-use.ts'
export { noteUnsentLetter } from './note-unsent-letter.ts'
export { consentStores } from './stores.ts'
export { type Consentable, type What, openedBy, register } from './register.ts'
export { withdrawConsent } from './withdraw-consent.ts'
export { type Wording, hashOfWording, wordingNow, wordingOf } from './wording.rules.ts'
