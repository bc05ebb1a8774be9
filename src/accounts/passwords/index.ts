/**
 * Passwords.
 *
 * Promises: only an argon2id hash is stored, and not even it is ever shown; checking takes the same time for nobody as
 * for somebody; hashing never takes more than two threads and 64 MiB at once.
 * Refuses to know: who signs in, and what follows.
 */
export {
  dropPassword,
  hasPassword,
  hashPassword,
  passwordMatches,
  passwordSince,
  refuseWeakPassword,
  setPassword,
} from './keep-password.ts'
export { GivenPassword, NewPassword } from './password.rules.ts'
export { passwordStores } from './stores.ts'
