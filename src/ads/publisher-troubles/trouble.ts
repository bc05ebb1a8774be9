import { findContact } from '#accounts/organisation-contacts'
import { type Channel, readReach } from '#accounts/organisations'
import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'

/** What somebody of staff reports, in words. */
export const reportedKinds = ['site', 'tag', 'payout'] as const
export type ReportedKind = (typeof reportedKinds)[number]
/** What the house finds by itself. `proof-found` is no trouble but its end, told to whoever was told of its beginning. */
export const foundKinds = ['proof-lost', 'proof-found', 'review-refused'] as const
export type FoundKind = (typeof foundKinds)[number]
export type TroubleKind = FoundKind | ReportedKind

/** The site that has the trouble. */
export interface TroubledSite {
  readonly siteId: Id<'site'>
  readonly organisationId: Id<'organisation'>
  readonly host: string
}

/** By which way a publisher is reached about its sites. */
export interface PublisherReach {
  readonly channel: Channel
  /** Of a person; null where the organisation is meant. */
  readonly name: string | null
  readonly email: string | null
  readonly telephone: string | null
}

/** The technical contact by the way that they chose, or else the organisation by its own. */
export async function readPublisherReach(ctx: AnyCtx, organisationId: Id<'organisation'>): Promise<PublisherReach> {
  const contact = await findContact(ctx, { organisationId, kind: 'technical' })
  if (contact) {
    const { preferredChannel: channel, name, email, telephone } = contact
    return { channel, name, email, telephone }
  }
  const { preferredChannel: channel, email, telephone } = await readReach(ctx, organisationId)
  return { channel, name: null, email, telephone }
}

const subjects: Readonly<Record<ReportedKind, (host: string | null) => string>> = {
  site: (host) => `Something is wrong with ${host}`,
  tag: (host) => (host === null ? 'Something is wrong with your tag' : `Something is wrong with the tag on ${host}`),
  payout: () => 'A payment to you did not go through',
}

/**
 * What is wrong and what to do, in words for whoever sees to it.
 *
 * @param words what was reported, where somebody did
 */
export function troubleInWords(
  kind: TroubleKind,
  host: string | null,
  words: string | null,
): { readonly subject: string; readonly says: string } {
  switch (kind) {
    case 'site':
    case 'tag':
    case 'payout':
      return { subject: subjects[kind](host), says: words ?? '' }
    case 'proof-lost':
      return {
        subject: `${host} no longer shows that it is yours`,
        says: `We looked at ${host} and did not find the code by which it shows that it is yours. Ads stop there within a quarter of an hour. Put the code back where it was, or into another of the four places, and have the site looked at again on its page: ads go on as soon as it is found.`,
      }
    case 'proof-found':
      return {
        subject: `${host} shows again that it is yours`,
        says: `The code is there again on ${host}. There is nothing left to do about it.`,
      }
    case 'review-refused':
      return {
        subject: `No ads on ${host}`,
        says: `Somebody of us has looked at ${host} and decided that no ads are shown there. Where you think that this is wrong, or have changed the site since, answer by the page of the site or write to us: somebody looks again.`,
      }
  }
}
