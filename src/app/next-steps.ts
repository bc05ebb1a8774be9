import { billingGiven } from '#accounts/organisation-billing'
import { hasContact } from '#accounts/organisation-contacts'
import { type ShownOrganisation, getOrganisation, mayAs } from '#accounts/organisations'
import type { Actor } from '#accounts/people'
import { isInForce, listAgreements } from '#ads/agreements'
import { listCreatives, offeredCreatives, standOfLines } from '#ads/creatives'
import { bookedLinesOf, listOrders } from '#ads/orders'
import { type SignUpPart, signUpProgress } from '#ads/publishers'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'

/** What an organisation does to begin with us. The page has the words, and knows where each is done. */
export type NextStepName =
  SignUpPart | ('address' | 'contact' | 'billing' | 'agreement' | 'review' | 'order' | 'creative' | 'approvals')

export interface NextStep {
  readonly what: NextStepName
  /** `waits`: we have to do something; `next`: the first that the organisation has to do. */
  readonly state: 'done' | 'next' | 'open' | 'waits'
}

interface Fact {
  readonly what: NextStepName
  readonly isDone: boolean
  readonly isOurs?: boolean
}

/**
 * What is next for an organisation, in order; nothing for one that is closed. It follows from what the rooms hold and
 * from no mark, so that it is right again as soon as something is taken away.
 *
 * @throws Refusal those of `requireRoleIn`
 */
export async function nextSteps(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<readonly NextStep[]> {
  const organisation = await getOrganisation(ctx, actor, organisationId)
  if (organisation.status !== 'open') return []
  return inOrder(await facts[organisation.kind](ctx, actor, organisation))
}

const inOrder = (all: readonly Fact[]): readonly NextStep[] => {
  const next = all.find(({ isDone, isOurs }) => !isDone && !isOurs)
  return all.map((fact) => {
    const { what, isDone, isOurs } = fact
    if (isDone) return { what, state: 'done' }
    return { what, state: isOurs ? 'waits' : fact === next ? 'next' : 'open' }
  })
}

type Facts = (ctx: Ctx, actor: Actor, organisation: ShownOrganisation) => Promise<readonly Fact[]>

const agreementOf: (...asked: Parameters<Facts>) => Promise<Fact> = async (ctx, actor, { id, kind, roles }) => {
  // Whose turn it is stands in what is read by owners and finance alone.
  if (!mayAs(roles, ['finance'])) return { what: 'agreement', isDone: await isInForce(ctx, id, kind) }
  const states = new Set((await listAgreements(ctx, actor, id)).map(({ state }) => state))
  return { what: 'agreement', isDone: states.has('in-force'), isOurs: states.has('signed') && !states.has('offered') }
}

const business: (...asked: Parameters<Facts>) => Promise<readonly Fact[]> = async (ctx, _actor, organisation) => {
  const { id, kind, streetAddress, telephone } = organisation
  const contact = await hasContact(ctx, id, kind === 'advertiser' ? 'orders' : 'technical')
  return [
    { what: 'address', isDone: streetAddress !== null && telephone !== null },
    { what: 'contact', isDone: contact === 'named' },
    { what: 'billing', isDone: (await billingGiven(ctx, id)).invoice },
  ]
}

/** Something is approved, nothing was sent back, and every line that is booked has something to show. */
const creativeOf: (...asked: Parameters<Facts>) => Promise<Fact> = async (ctx, actor, { id }) => {
  const states = (await listCreatives(ctx, actor, id)).map(({ state, isInUse }) => ({ state, isInUse }))
  const lines = [...(await standOfLines(ctx, await bookedLinesOf(ctx, id))).values()]
  const isSentBack = states.some(({ state }) => state === 'declined' || state === 'refused')
  const isTheirTurn = isSentBack || lines.includes('lacks')
  return {
    what: 'creative',
    isDone: !isTheirTurn && !lines.includes('waits') && states.some(({ isInUse }) => isInUse),
    isOurs: !isTheirTurn && states.some(({ state }) => state === 'waiting' || state === 'checking'),
  }
}

/** Only where something waits for the publisher's yes. */
const approvalsOf: (...asked: Parameters<Facts>) => Promise<readonly Fact[]> = async (ctx, actor, { id }) => {
  const { asks, items } = await offeredCreatives(ctx, actor, id)
  const isWaiting = asks && items.some(({ isAllowed }) => isAllowed === null)
  return isWaiting ? [{ what: 'approvals', isDone: false }] : []
}

const facts: Readonly<Record<ShownOrganisation['kind'], Facts>> = {
  async publisher(ctx, actor, organisation) {
    const { parts, isAgreed, sites } = await signUpProgress(ctx, actor, organisation.id)
    const agreement = await agreementOf(ctx, actor, organisation)
    return [
      ...parts.map(({ part, isComplete }) => ({ what: part, isDone: isComplete })),
      { ...agreement, isDone: isAgreed },
      { what: 'review', isDone: sites.some(({ serves }) => serves), isOurs: true },
      ...(await approvalsOf(ctx, actor, organisation)),
    ]
  },
  async advertiser(ctx, actor, organisation) {
    return [
      ...(await business(ctx, actor, organisation)),
      await agreementOf(ctx, actor, organisation),
      { what: 'order', isDone: (await listOrders(ctx, actor, organisation.id)).length > 0 },
      await creativeOf(ctx, actor, organisation),
    ]
  },
  async network(ctx, actor, organisation) {
    return [
      ...(await business(ctx, actor, organisation)),
      await agreementOf(ctx, actor, organisation),
      await creativeOf(ctx, actor, organisation),
    ]
  },
}
