/** A field of which something stays although its person goes, as the receipt tells of it: never a value. */
export interface KeptAside {
  /** `table.column` of the declaration. */
  readonly name: string
  readonly count: number
  /** On which ground, in words. */
  readonly why: string
  readonly until: Date
}

/**
 * What a room must do itself when a person goes, or when something is past its time: what the declaration cannot know,
 * because more than rows is concerned. Everything else is derived: what is shown and erased from the `path` of each
 * table, what expires from its `limits`. `app/` hands the list of all holders to the privacy wing, which therefore never
 * learns who its clients are.
 */
export interface DataHolder<Ctx, TxCtx> {
  /** The room, as in the `owner` of its stores. */
  readonly owner: string
  /** Keeps anything of the person from being added until the transaction ends; asked of every room before it acts. */
  readonly lock?: (tx: TxCtx, personId: string) => Promise<void>
  /** Takes what others see of the person out of sight, and whatever acts for them out of force. Safe to call twice. */
  readonly hide?: (tx: TxCtx, personId: string) => Promise<void>
  /** Puts back in sight what `hide` took, as it was. Safe to call twice. */
  readonly unhide?: (tx: TxCtx, personId: string) => Promise<void>
  /** Puts aside what must stay although the person goes, before anything else goes, in the same transaction. */
  readonly keep?: (tx: TxCtx, personId: string) => Promise<readonly KeptAside[]>
  /** Lets go of files and of what others see, before the rows go, in the same transaction. Safe to call twice. */
  readonly erase?: (tx: TxCtx, personId: string) => Promise<void>
  /** Takes away what is past its time by the clock of `ctx`; returns how many rows went. */
  readonly retain?: (ctx: Ctx) => Promise<number>
}
