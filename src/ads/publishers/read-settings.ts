import type { Actor } from '#accounts/members'
import { requireOrganisationId, requireRoleIn } from '#accounts/organisations'
import { requireSiteOf, sitesOf } from '#ads/sites'
import type { AnyCtx, Ctx } from '#platform/context'
import { type Id, readId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type PictureSettings, type SiteSettings, settingsOfSite } from './picture-settings.ts'
import { readForAll, readSaved, readVersion } from './publisher-row.ts'

export interface ShownSettings {
  /** Goes back with a change. 0 where nobody has chosen yet, and what is shown is the standard. */
  readonly version: number
  readonly settings: PictureSettings
}

/** How ads look and behave in the pictures of a publisher. @throws Refusal those of `requireRoleIn` */
export async function readSettings(ctx: Ctx, actor: Actor, organisationId: Id<'organisation'>): Promise<ShownSettings> {
  const { organisation } = await requireRoleIn(ctx, actor, organisationId, 'reader', 'business:read')
  requirePublisher(organisation)
  return { version: await readVersion(ctx, organisationId), settings: await readForAll(ctx, organisationId) }
}

/**
 * The same for one site: what it has of its own, null where nothing, and what holds there by both.
 *
 * @throws Refusal `site-not-found`, `site-retired`, and those of `requireRoleIn`
 */
export async function readSiteSettings(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  site: string,
): Promise<ShownSettings & { readonly own: SiteSettings | null }> {
  const { version, settings } = await readSettings(ctx, actor, organisationId)
  const { siteId } = await requireSiteOf(ctx, organisationId, site)
  const own = await readSaved(ctx, organisationId, siteId)
  return { version, own, settings: settingsOfSite(settings, own) }
}

export function requirePublisher({ kind }: { readonly kind: string }): void {
  if (kind === 'publisher') return
  throw new Refusal('conflict', 'publishers-only', 'Only a publisher has settings of ads in its pictures.')
}

/** What holds on one host of a publisher: the part that goes to browsers, and the part that stays here. */
export interface TagSettings {
  /** Another number where anything of it has changed. */
  readonly settingsVersion: number
  readonly organisationId: Id<'organisation'>
  /** What the tag reads, in browsers of everybody. Nothing here says who is blocked. */
  readonly tag: Pick<
    PictureSettings,
    | 'pictures'
    | 'neverPictures'
    | 'neverPages'
    | 'minWidth'
    | 'minHeight'
    | 'formats'
    | 'corner'
    | 'edge'
    | 'colours'
    | 'label'
    | 'maxPerPage'
    | 'sendsTitle'
  >
  /** What the choice of an ad reads. */
  readonly choice: Pick<
    PictureSettings,
    | 'formats'
    | 'maxPerPage'
    | 'minWidth'
    | 'minHeight'
    | 'neverPages'
    | 'blockedAdvertisers'
    | 'blockedHosts'
    | 'blockedCategories'
    | 'blockedWords'
  >
}

/**
 * The settings for a tag on a host, by the name of the publisher that the tag carries, or null where that is nobody's.
 * They are the same whether ads may be shown now or not; `canServe` says that.
 *
 * @param publisherTagId `pub_…`, the number of the organisation as everybody may read it on the page. It opens nothing.
 * @param siteHost as the DNS writes it
 */
export async function tagSettings(ctx: AnyCtx, publisherTagId: string, siteHost: string): Promise<TagSettings | null> {
  const organisationId = await publisherOfTag(ctx, publisherTagId)
  if (organisationId === null) return null
  const site = (await sitesOf(ctx, organisationId)).find(({ host }) => host === siteHost)
  const siteId = site ? readId('site', site.id) : null
  const all = await readForAll(ctx, organisationId)
  const holds = siteId === null ? all : settingsOfSite(all, await readSaved(ctx, organisationId, siteId))
  const { formats, maxPerPage, minWidth, minHeight } = holds
  const { pictures, neverPictures, corner, edge, colours, label, sendsTitle } = holds
  const { neverPages, blockedAdvertisers, blockedHosts, blockedCategories, blockedWords } = holds
  const both = { formats, maxPerPage, minWidth, minHeight, neverPages }
  return {
    settingsVersion: await readVersion(ctx, organisationId),
    organisationId,
    tag: { ...both, pictures, neverPictures, corner, edge, colours, label, sendsTitle },
    choice: { ...both, blockedAdvertisers, blockedHosts, blockedCategories, blockedWords },
  }
}

/** The publisher whose name a tag carries, or null. */
export async function publisherOfTag(ctx: AnyCtx, publisherTagId: string): Promise<Id<'organisation'> | null> {
  if (readId('publisher', publisherTagId) === null) return null
  try {
    return await requireOrganisationId(ctx, publisherTagId)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
