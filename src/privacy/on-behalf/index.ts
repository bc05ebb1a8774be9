/**
 * What support changes for a person who asked.
 *
 * Promises: nothing without a code that came from the person, which works once; only three fields, none of which decides
 * who gets in; every change and every try is in the log of acts, where the person reads it, and a change is told by mail
 * (promise G-115).
 * Refuses to know: how the person reached support.
 */
export { AskForCodeInput, askForCode } from './ask-for-code.ts'
export { CorrectForMemberInput, correctForMember } from './correct-for-member.ts'
export { type CorrectableField, correctable } from './correctable.ts'
export { onBehalfHandlers } from './letters.ts'
export { onBehalfStores } from './stores.ts'
export { type SupportCode, makeSupportCode } from './support-code.ts'
