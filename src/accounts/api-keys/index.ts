/**
 * API keys: what a member lets a program do.
 *
 * Promises: a key is shown once and stored as a hash; it may do what its scopes say and nothing else; no key can make,
 * see or end keys; a revoked key stops at once; one for a desk of staff is made by who works there, in a session with a second
 * factor, stops after 90 days, and does nothing from the moment on in which its owner no longer works there.
 * Refuses to know: what the scopes open. Each room asks for the one it needs.
 */
export { CreateApiKeyInput, createApiKey } from './create-api-key.ts'
export { type ApiKeyShown, listApiKeys } from './list-api-keys.ts'
export { lastUses } from './last-uses.ts'
export { apiKeyHolder } from './personal-data.ts'
export { apiKeysStores } from './stores.ts'
export { readApiKey } from './read-api-key.ts'
export { RevokeApiKeyInput, revokeApiKey } from './revoke-api-key.ts'
