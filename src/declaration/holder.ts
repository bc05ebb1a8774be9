/**
 * What a room that holds personal data can do with it. `app/` hands the list of all holders to the privacy wing, which
 * therefore never learns who its clients are. Every verb takes the context of the room that calls it.
 */
export interface DataHolder<Ctx, TxCtx> {
  /** The room, as in the `owner` of its stores. */
  readonly owner: string
  /** Every value held on the person, by store, in the words of the declaration. */
  readonly show: (ctx: Ctx, personId: string) => Promise<readonly HeldData[]>
  /** Takes away everything held on the person, inside the caller's transaction. Safe to call twice. */
  readonly erase: (tx: TxCtx, personId: string) => Promise<void>
  /** Deletes what is past its retention, as told by the clock of `ctx`; returns how many rows went. */
  readonly retain: (ctx: Ctx) => Promise<number>
}

/** The rows of one store that concern one person. */
export interface HeldData {
  readonly store: string
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}
