import type { DataHolder } from '#declaration'
import type { Ctx, TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { endSessions } from './end-sessions.ts'

/** Whoever asks to be erased is signed out everywhere at once. */
export const sessionHolder: DataHolder<Ctx, TxCtx> = {
  owner: 'accounts/sessions',
  async hide(tx, personId) {
    await endSessions(tx, personId as Id<'person'>)
  },
}
