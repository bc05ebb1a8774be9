import type { Actor } from '#accounts/people'
import type { Ctx } from '#platform/context'
import * as erasure from '#privacy/erasure'
import * as forms from '#support/forms'
import { followPart } from './by-consent.ts'
import { allStores } from './stores.ts'
import { dataHolders } from './work.ts'

/** What erases a member, with all rooms of the house. */
export const erasureParts: erasure.ErasureParts = { stores: allStores, holders: dataHolders }

/** What deletes a part of what is held on a member. */
export const erasePartParts: erasure.ErasePartParts = { stores: allStores, follow: followPart }

/** What members do about the end of their account, and inquirers about that of what they asked, as the edges call it. */
export interface RightsOfErasure {
  readonly AskErasureInput: typeof erasure.AskErasureInput
  readonly ask: (actor: Actor, input: erasure.AskErasureInput) => Promise<erasure.AskedErasure>
  readonly keepAccount: (actor: Actor) => Promise<void>
  readonly own: (actor: Actor) => Promise<{ readonly dueAt: Date } | null>
  readonly whatWouldGo: (actor: Actor) => Promise<readonly erasure.WouldGo[]>
  readonly receipt: (token: string) => Promise<erasure.Receipt>
  readonly PartInput: typeof erasure.PartInput
  readonly ErasePartInput: typeof erasure.ErasePartInput
  readonly whatPartWouldGo: (actor: Actor, part: erasure.PartInput) => Promise<erasure.GoingPart>
  readonly erasePart: (actor: Actor, input: erasure.ErasePartInput) => Promise<readonly erasure.Erased[]>
  /** Erases what somebody asked, by the link of their letter. */
  readonly withdrawInquiry: (token: string) => Promise<void>
  readonly graceDays: number
}

export const rightsOfErasure = (ctx: Ctx): RightsOfErasure => ({
  AskErasureInput: erasure.AskErasureInput,
  ask: (actor, input) => erasure.askErasure(ctx, erasureParts, actor, input),
  keepAccount: (actor) => erasure.keepAccount(ctx, erasureParts, actor),
  own: (actor) => erasure.ownErasure(ctx, actor),
  whatWouldGo: (actor) => erasure.whatWouldGo(ctx, allStores, actor),
  receipt: (token) => erasure.getReceipt(ctx, allStores, token),
  PartInput: erasure.PartInput,
  ErasePartInput: erasure.ErasePartInput,
  whatPartWouldGo: (actor, part) => erasure.whatPartWouldGo(ctx, allStores, actor, part),
  erasePart: (actor, input) => erasure.erasePart(ctx, erasePartParts, actor, input),
  withdrawInquiry: (token) => forms.withdrawInquiry(ctx, erasureParts, token),
  graceDays: erasure.graceDays,
})
