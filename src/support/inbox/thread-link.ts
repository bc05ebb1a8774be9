import type { AnyCtx } from '#platform/context'
import { type Id, readId } from '#platform/ids'

const use = 'support.thread'
/** Of the 16 bytes of a number in base64url. */
const idChars = 22

/**
 * The address by which whoever asked sees, corrects and erases it. It holds the number and our signature of it, so nothing
 * is stored by which it could be found; it works as long as the thread is there.
 */
export function threadLink(ctx: Pick<AnyCtx, 'vault' | 'config'>, threadId: string): string {
  const bytes = Buffer.from(threadId.replaceAll('-', ''), 'hex')
  return new URL(`/inquiry/${bytes.toString('base64url')}${ctx.vault.sign(use, threadId)}`, ctx.config.origin).href
}

/** The thread of such an address, by its last part; null where it is none of ours. */
export function threadOfLink(ctx: Pick<AnyCtx, 'vault'>, token: string): Id<'thread'> | null {
  const hex = Buffer.from(token.slice(0, idChars), 'base64url').toString('hex')
  const threadId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return ctx.vault.signed(use, threadId, token.slice(idChars)) ? (threadId as Id<'thread'>) : null
}

/** Whether a text has the form of the number of a thread, `thr_…`. It says nothing about whether there is one. */
export const isThreadNumber = (text: string): boolean => readId('thread', text) !== null
