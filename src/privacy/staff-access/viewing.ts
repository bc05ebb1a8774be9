import * as z from 'zod'
import type { Member } from '#accounts/people'
import { later, minuteMs } from '#platform/clock'
import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'

/** How long one reason lasts. */
export const viewingMs = 15 * minuteMs

/** A record that was opened for a reason: by whom, whose, which parts of it, until when. */
export interface Viewing {
  readonly until: Date
  /** Names of the tables that the log of acts says were opened; no others are shown. */
  readonly tables: readonly string[]
}

const Written = z.strictObject({ until: z.number(), tables: z.array(z.string()) })

const use = 'privacy.viewing'

/** What the signature covers besides: it works for one session of one member of staff and one person. */
const bound = ({ personId, via }: Member, subjectId: Id<'person'>, body: string): string =>
  [personId, via.kind === 'session' ? via.sessionId : via.kind, subjectId, body].join('.')

/** A text for the address of the page, by which the record stays open for this session until the time is over. */
export function viewingToken(ctx: AnyCtx, actor: Member, subjectId: Id<'person'>, tables: readonly string[]): string {
  const until = later(ctx.clock.now(), viewingMs).getTime()
  const body = Buffer.from(JSON.stringify({ until, tables })).toString('base64url')
  return `${body}.${ctx.vault.sign(use, bound(actor, subjectId, body))}`
}

/**
 * The viewing that a token stands for.
 *
 * @throws Refusal `reason-needed` where there is none, it is another's or its time is over
 */
export function requireViewing(ctx: AnyCtx, actor: Member, subjectId: Id<'person'>, token: string): Viewing {
  const [body = '', signature = ''] = token.split('.')
  if (ctx.vault.signed(use, bound(actor, subjectId, body), signature)) {
    const { until, tables } = Written.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')))
    if (until > ctx.clock.now().getTime()) return { until: new Date(until), tables }
  }
  throw new Refusal('forbidden', 'reason-needed', 'Give a reason to open this record. One lasts for 15 minutes.')
}
