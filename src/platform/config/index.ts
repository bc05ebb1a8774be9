/**
 * Settings, parsed once.
 *
 * Promises: a frozen object; a wrong setting stops the start and says which and what to do; what a public site must
 * state about itself is required before it is public.
 */
export { type Config, ConfigProblem, type Role, readConfig, roles, settings } from './config.ts'
