/**
 * How pages look for a member: what they chose, and nothing until they do.
 *
 * Promises: a choice follows its member into every browser they sign in with, and goes when they take it back.
 * Refuses to know: how a choice is drawn. What a visitor chooses stays in their browser and never comes here.
 */
export { forgetPreferences } from './forget-preferences.ts'
export { preferencesStores } from './stores.ts'
export { type Preferences, none } from './preferences.ts'
export { readPreferences } from './read-preferences.ts'
export { SavePreferencesInput, savePreferences } from './save-preferences.ts'
