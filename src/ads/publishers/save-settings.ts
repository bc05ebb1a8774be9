import type { Actor } from '#accounts/members'
import { requireOrganisationId, standUnderLock } from '#accounts/organisations'
import { requireSiteOf } from '#ads/sites'
import { requireCategories } from '#ads/taxonomy'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import type { Colours, SiteSettings } from './picture-settings.ts'
import { readVersion, writeSettings } from './publisher-row.ts'
import { requirePublisher } from './read-settings.ts'
import type { ClearSiteSettingsInput, SaveSettingsInput, SaveSiteSettingsInput } from './settings-input.ts'

/** The new version of the settings. */
export interface SavedSettings {
  readonly version: number
}

/**
 * Writes how ads look and behave in the pictures of a publisher, in place of what was there. For who sees to technical
 * things. Of two who save at once the second is told that the settings have changed.
 *
 * @throws Refusal `settings-changed`, `publishers-only`, `advertiser-unknown`, `category-unknown`, and those of
 *   `standUnderLock`
 */
export async function saveSettings(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { settingsVersion, adBackground, adText, labelBackground, labelText, ...settings }: SaveSettingsInput,
): Promise<SavedSettings> {
  return inTransaction(ctx, async (tx) => {
    const next = await nextVersion(tx, actor, organisationId, settingsVersion)
    await requireAdvertisers(tx, settings.blockedAdvertisers)
    await requireCategories(tx, settings.blockedCategories, 'blockedCategories')
    const colours = { background: adBackground, text: adText, labelBackground, labelText }
    await writeSettings(tx, organisationId, null, { ...settings, colours })
    return next
  })
}

/**
 * Writes what holds for one site beside what holds for all.
 *
 * @throws Refusal `settings-changed`, `publishers-only`, `advertiser-unknown`, `category-unknown`, `site-not-found`,
 *   `site-retired`, and those of `standUnderLock`
 */
export async function saveSiteSettings(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { settingsVersion, site, ...given }: SaveSiteSettingsInput,
): Promise<SavedSettings> {
  return inTransaction(ctx, async (tx) => {
    const next = await nextVersion(tx, actor, organisationId, settingsVersion)
    const { siteId } = await requireSiteOf(tx, organisationId, site)
    await requireAdvertisers(tx, given.blockedAdvertisers)
    await requireCategories(tx, given.blockedCategories, 'blockedCategories')
    const { adBackground: background, adText: text, labelBackground, labelText } = given
    const colours: Colours | null =
      background !== undefined && text !== undefined && labelBackground !== undefined && labelText !== undefined
        ? { background, text, labelBackground, labelText }
        : null
    const settings: SiteSettings = {
      pictures: given.pictures ?? null,
      minWidth: given.minWidth ?? null,
      minHeight: given.minHeight ?? null,
      formats: given.formats ?? null,
      corner: given.corner ?? null,
      edge: given.edge ?? null,
      colours,
      label: given.label ?? null,
      maxPerPage: given.maxPerPage ?? null,
      sendsTitle: given.sendsTitle ?? null,
      neverPictures: given.neverPictures,
      neverPages: given.neverPages,
      blockedAdvertisers: given.blockedAdvertisers,
      blockedHosts: given.blockedHosts,
      blockedCategories: given.blockedCategories,
      blockedWords: given.blockedWords,
    }
    await writeSettings(tx, organisationId, siteId, settings)
    return next
  })
}

/** Lets a site be as all others again. What is so already is no mistake. @throws Refusal those of `saveSiteSettings` */
export async function clearSiteSettings(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { settingsVersion, site }: ClearSiteSettingsInput,
): Promise<SavedSettings> {
  return inTransaction(ctx, async (tx) => {
    const next = await nextVersion(tx, actor, organisationId, settingsVersion)
    const { siteId } = await requireSiteOf(tx, organisationId, site)
    await tx.db
      .deleteFrom('ads_picture_settings')
      .where('organisation_id', '=', organisationId)
      .where('site_id', '=', siteId)
      .execute()
    return next
  })
}

/** Who may, under the lock of the organisation; and the version that follows on what they have read. */
async function nextVersion(
  tx: TxCtx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  read: number,
): Promise<SavedSettings> {
  const { organisation } = await standUnderLock(tx, actor, organisationId, 'technical')
  requirePublisher(organisation)
  if ((await readVersion(tx, organisationId)) !== read) {
    throw new Refusal(
      'conflict',
      'settings-changed',
      'Somebody else has changed these settings meanwhile. Load the page again, and change what you wanted to.',
    )
  }
  const changed = { settings_version: read + 1, settings_changed_at: tx.clock.now() }
  await tx.db
    .insertInto('ads_publishers')
    .values({ organisation_id: organisationId, ...changed })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(changed))
    .execute()
  return { version: read + 1 }
}

async function requireAdvertisers(tx: TxCtx, shown: readonly string[]): Promise<void> {
  for (const id of shown) {
    try {
      await requireOrganisationId(tx, id)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      throw new Refusal(
        'invalid',
        'advertiser-unknown',
        'One of the advertisers is not known here. Look at its number.',
        {
          fields: { blockedAdvertisers: `“${id}”: there is no such advertiser.` },
        },
      )
    }
  }
}
