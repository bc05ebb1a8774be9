/**
 * What a use case may reach for, and the one way into a transaction.
 *
 * Promises: time, chance, mail, storage and the decoder come through here and nowhere else; inside a transaction only
 * what can be rolled back exists.
 */
export type { AnyCtx, Ctx, TxCtx } from './context.ts'
export { inTransaction } from './transaction.ts'
