import type { AnyCtx, TxCtx } from '#platform/context'
import { type Id, newId, readId, showId } from '#platform/ids'
import type { Format } from '#support/offers'
import {
  type Corner,
  type Edge,
  type Label,
  type PictureSettings,
  type SiteSettings,
  settingsOfSite,
  standardSettings,
} from './picture-settings.ts'

/** Where the name and the title of whoever signs are sealed: under the number of the organisation. */
export const signatoryPlace = (column: 'signatory_name' | 'signatory_title', organisationId: string) => ({
  column: `ads_publishers.${column}`,
  subjectId: organisationId,
})

/** How often the settings of a publisher were changed; 0 where nobody has chosen yet. */
export async function readVersion({ db }: AnyCtx, organisationId: string): Promise<number> {
  const row = await db
    .selectFrom('ads_publishers')
    .where('organisation_id', '=', organisationId)
    .select('settings_version')
    .executeTakeFirst()
  return row?.settings_version ?? 0
}

/** What was saved for all pages, or for one site; null where nothing was. */
export async function readSaved(
  { db }: AnyCtx,
  organisationId: string,
  siteId: Id<'site'> | null,
): Promise<SiteSettings | null> {
  const row = await db
    .selectFrom('ads_picture_settings')
    .where('organisation_id', '=', organisationId)
    .where('site_id', siteId === null ? 'is' : '=', siteId)
    .select(['id', 'pictures', 'min_width', 'min_height', 'formats', 'corner', 'edge', 'label', 'max_per_page'])
    .select(['background_colour', 'text_colour', 'label_background_colour', 'label_text_colour', 'sends_title'])
    .select(['never_pictures', 'never_pages', 'blocked_hosts', 'blocked_categories', 'blocked_words'])
    .executeTakeFirst()
  if (!row) return null
  const advertisers = await db
    .selectFrom('ads_blocked_advertisers')
    .where('settings_id', '=', row.id)
    .select('advertiser_id')
    .orderBy('advertiser_id')
    .execute()
  const { background_colour: background, text_colour: text } = row
  const { label_background_colour: labelBackground, label_text_colour: labelText } = row
  return {
    pictures: row.pictures,
    minWidth: row.min_width,
    minHeight: row.min_height,
    formats: row.formats as Format[] | null,
    corner: row.corner as Corner | null,
    edge: row.edge as Edge | null,
    colours:
      background !== null && text !== null && labelBackground !== null && labelText !== null
        ? { background, text, labelBackground, labelText }
        : null,
    label: row.label as Label | null,
    maxPerPage: row.max_per_page,
    sendsTitle: row.sends_title,
    neverPictures: row.never_pictures,
    neverPages: row.never_pages,
    blockedAdvertisers: advertisers.map(({ advertiser_id }) => showId('advertiser', advertiser_id as Id<'advertiser'>)),
    blockedHosts: row.blocked_hosts,
    blockedCategories: row.blocked_categories,
    blockedWords: row.blocked_words,
  }
}

/** What holds on all pages of a publisher. */
export const readForAll = async (ctx: AnyCtx, organisationId: string): Promise<PictureSettings> =>
  // The row for all pages has every choice; the table holds it to that.
  settingsOfSite(standardSettings, await readSaved(ctx, organisationId, null))

/** Writes what holds for all pages, or for one site, in place of what was there. */
export async function writeSettings(
  tx: TxCtx,
  organisationId: string,
  siteId: Id<'site'> | null,
  settings: SiteSettings,
): Promise<void> {
  const values = {
    pictures: settings.pictures === null ? null : [...settings.pictures],
    min_width: settings.minWidth,
    min_height: settings.minHeight,
    formats: settings.formats === null ? null : [...settings.formats],
    corner: settings.corner,
    edge: settings.edge,
    background_colour: settings.colours?.background ?? null,
    text_colour: settings.colours?.text ?? null,
    label_background_colour: settings.colours?.labelBackground ?? null,
    label_text_colour: settings.colours?.labelText ?? null,
    label: settings.label,
    max_per_page: settings.maxPerPage,
    sends_title: settings.sendsTitle,
    never_pictures: [...settings.neverPictures],
    never_pages: [...settings.neverPages],
    blocked_hosts: [...settings.blockedHosts],
    blocked_categories: [...settings.blockedCategories],
    blocked_words: [...settings.blockedWords],
  }
  const { id } = await tx.db
    .insertInto('ads_picture_settings')
    .values({ id: newId<'picture-settings'>(tx), organisation_id: organisationId, site_id: siteId, ...values })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'site_id']).doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx.db.deleteFrom('ads_blocked_advertisers').where('settings_id', '=', id).execute()
  const advertisers = settings.blockedAdvertisers.flatMap((shown) => readId('advertiser', shown) ?? [])
  if (advertisers.length === 0) return
  await tx.db
    .insertInto('ads_blocked_advertisers')
    .values(advertisers.map((advertiser) => ({ settings_id: id, advertiser_id: advertiser })))
    .execute()
}
