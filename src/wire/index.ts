/**
 * The machine endpoints: picture bytes, downloads, uploads, API v1, health; and behind them, as the last route, the site.
 *
 * Promises: every address of docs of the API answers in the words of the contract; bytes and API never set a cookie.
 */
export { type AddressKind, type AddressKindName, addressKinds } from './address-kinds.ts'
export { type WireRoute, routesOf } from './methods.ts'
export { type WireOptions, openWire } from './open-wire.ts'
export { type Site, builtSite, developmentSite } from './site.ts'
