import { billingGiven } from '#accounts/organisation-billing'
import { hasContact } from '#accounts/organisation-contacts'
import type { Actor } from '#accounts/members'
import { readOrganisation, readReach, requireRoleIn, showOrganisationId } from '#accounts/organisations'
import { isInForce } from '#ads/agreements'
import { sitesOf } from '#ads/sites'
import type { AnyCtx, Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { pinnedTagLine, tagLine } from './tag-line.rules.ts'
import { presentTag } from './tag-version.ts'
import { readVersion } from './publisher-row.ts'
import { publisherOfTag, requirePublisher } from './read-settings.ts'
import { hasSignatory } from './signatory.ts'
import {
  type Missing,
  type ServingBlock,
  type SignUpFacts,
  type SignUpPart,
  missingIn,
  missingWords,
  servingBlockedBy,
  servingWords,
  signUpParts,
} from './sign-up.rules.ts'

export interface SignUpProgress {
  /** `pub_…`, which the tag carries on every page. It is no secret and opens nothing. */
  readonly publisher: string
  readonly parts: readonly {
    readonly part: SignUpPart
    readonly isComplete: boolean
    readonly missing: readonly { readonly what: Missing; readonly says: string }[]
  }[]
  readonly isAgreed: boolean
  /** What to do next: the first part that lacks something, then the agreement; null where nothing is left to do. */
  readonly next: SignUpPart | 'agreement' | null
  /** The line that goes into every page; null until nothing is left to do. */
  readonly tag: string | null
  /** The same with one version and its hash; null also where this house has served none yet. */
  readonly pinnedTag: string | null
  readonly sites: readonly {
    readonly host: string
    readonly serves: boolean
    readonly because: readonly { readonly why: ServingBlock; readonly says: string }[]
  }[]
}

/**
 * How far the sign-up of a publisher has come. It follows from what is stored and from nothing else, so that it is right
 * again as soon as something is taken away.
 *
 * @throws Refusal `publishers-only`, and those of `requireRoleIn`
 */
export async function signUpProgress(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<SignUpProgress> {
  const { organisation } = await requireRoleIn(ctx, actor, organisationId, 'reader', 'business:read')
  requirePublisher(organisation)
  const facts = await readFacts(ctx, organisationId)
  const lacks = missingIn(facts)
  const parts = signUpParts.map((part) => ({
    part,
    isComplete: lacks[part].length === 0,
    missing: lacks[part].map((what) => ({ what, says: missingWords[what] })),
  }))
  const publisher = showOrganisationId(organisation)
  const next = parts.find(({ isComplete }) => !isComplete)?.part ?? (facts.isAgreed ? null : 'agreement')
  const isReady = next === null && facts.isOpen
  const present = isReady ? await presentTag(ctx) : null
  const { origin } = ctx.config.origin
  return {
    publisher,
    parts,
    isAgreed: facts.isAgreed,
    next,
    tag: isReady ? tagLine(origin, publisher) : null,
    pinnedTag: isReady && present ? pinnedTagLine(origin, publisher, present) : null,
    sites: facts.sites.map(({ host }) => {
      const blocks = servingBlockedBy(facts, host)
      return { host, serves: blocks.length === 0, because: inWords(blocks) }
    }),
  }
}

export interface Serving {
  readonly serves: boolean
  /** Everything that keeps ads away, in words; empty where they are shown. */
  readonly because: readonly { readonly why: ServingBlock; readonly says: string }[]
}

/**
 * Whether ads may be shown now on a host for the publisher whose name the tag carries: everything signed up, the agreement
 * in force, the site proven and approved. A tag that names nobody answers like one on a foreign host.
 */
export async function canServe(ctx: AnyCtx, publisherTagId: string, siteHost: string): Promise<Serving> {
  const organisationId = await publisherOfTag(ctx, publisherTagId)
  const blocks: readonly ServingBlock[] =
    organisationId === null ? ['site-unknown'] : servingBlockedBy(await readFacts(ctx, organisationId), siteHost)
  return { serves: blocks.length === 0, because: inWords(blocks) }
}

const inWords = (blocks: readonly ServingBlock[]) => blocks.map((why) => ({ why, says: servingWords[why] }))

async function readFacts(ctx: AnyCtx, organisationId: Id<'organisation'>): Promise<SignUpFacts> {
  const { status } = await readOrganisation(ctx, organisationId)
  const { streetAddress, telephone } = await readReach(ctx, organisationId)
  return {
    isOpen: status === 'open',
    company: {
      streetAddress: streetAddress !== null && streetAddress !== '',
      telephone: telephone !== null,
      signatory: await hasSignatory(ctx, organisationId),
    },
    ...(await billingGiven(ctx, organisationId)),
    technicalContact: await hasContact(ctx, organisationId, 'technical'),
    sites: await sitesOf(ctx, organisationId),
    settingsVersion: await readVersion(ctx, organisationId),
    isAgreed: await isInForce(ctx, organisationId, 'publisher'),
  }
}
