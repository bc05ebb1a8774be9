/**
 * Welcomes: business accounts that staff prepare for somebody who asked for one.
 *
 * Promises: a letter brings a link and never a password; whoever opens it confirms or changes the user name, sets the
 * password themselves and agrees to what everybody agrees to, or says no; the link works once, for 14 days, and only its
 * hash is stored; the address is sealed under the welcome's own number and forgotten with it.
 * Refuses to know: what was asked and answered before.
 */
export {
  AcceptWelcomeInput,
  type ShownWelcome,
  WelcomeLinkInput,
  acceptWelcome,
  declineWelcome,
  joinByWelcome,
  welcomeByLink,
} from './answer-welcome.ts'
export { welcomeHandlers } from './letters.ts'
export { welcomeHolder } from './personal-data.ts'
export { welcomeStores } from './stores.ts'
export { WelcomeInput, welcome, welcomeRoles } from './welcome.ts'
