import type { Ctx } from '#platform/context'
import { type TagSettings, tagSettings } from './read-settings.ts'
import { canServe } from './sign-up-progress.ts'
import { type TagReason, tagReasonOf } from './sign-up.rules.ts'

/** What a tag is told on a page. */
export type ForTag =
  | { readonly serves: true; readonly version: number; readonly settings: TagSettings['tag'] }
  | { readonly serves: false; readonly reason: TagReason }

/**
 * What a tag has to know on the pages of a host, for everybody who asks: it holds nothing that the pages would not show
 * anyway, and where no ads may be shown nothing but one word on why.
 *
 * @param publisherTagId what the tag carries
 * @param siteHost as a browser writes it
 */
export async function forTag(ctx: Ctx, publisherTagId: string, siteHost: string): Promise<ForTag> {
  const { because } = await canServe(ctx, publisherTagId, siteHost)
  const reason = tagReasonOf(because.map(({ why }) => why))
  if (reason !== null) return { serves: false, reason }
  const held = await tagSettings(ctx, publisherTagId, siteHost)
  if (held === null) return { serves: false, reason: 'unknown' }
  return { serves: true, version: held.settingsVersion, settings: held.tag }
}
