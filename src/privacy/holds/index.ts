/**
 * Legal holds: what a duty, a dispute or an agreement makes us keep of a member, for a time.
 *
 * Promises: whoever it concerns is told of it, and reads what is held back, why, until when and who approved it; when they
 * are erased, the values of exactly the named fields stay, sealed, and nothing else does; on its day, or when it is lifted,
 * it is gone with its key. No secret can be held, and every act and every reading is in the log of acts.
 * Refuses to know: which tables there are, and what a member takes away while the account is there: a hold stops the end
 * of the account, not its use.
 */
export { type HoldGround, grounds } from './hold.ts'
export { holdRoles } from './hold-row.ts'
export { type HoldableTable, holdableTables } from './hold.rules.ts'
export { holdHandlers } from './letters.ts'
export { type HoldStep, type OpenedHold, type ShownHold, getHold, listHolds } from './list-holds.ts'
export { LiftHoldInput, liftHold } from './lift-hold.ts'
export { type HeldTable, OpenHeldInput, openHeld } from './open-held.ts'
export { type OwnHold, ownHolds } from './own-holds.ts'
export { holdHolder } from './personal-data.ts'
export { PlaceHoldInput, placeHold } from './place-hold.ts'
export { holdStores } from './stores.ts'
