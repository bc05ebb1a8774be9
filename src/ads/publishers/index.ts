/**
 * Publishers: how far they are with signing up, and how ads look and behave in the pictures of their pages.
 *
 * Promises: how far somebody is follows from what is stored, never from a mark; what ads are drawn in can be read; a
 * selector reaches browsers only as it was understood; what a publisher forbids no site of theirs allows again; who is
 * blocked is told to no browser; a version of the tag is the same bytes for good; ads are shown only where everything is signed up, agreed, proven and looked at.
 * Refuses to know: how a tag draws, and which ad is chosen.
 */
export { AskCreativesInput, approvesCreatives, askCreatives } from './approves-creatives.ts'
export { contrastMin, contrastOf } from './contrast.rules.ts'
export { publisherClosing } from './personal-data.ts'
export { type EarningTerms, readEarningTerms } from './earning-terms.ts'
export { type ForTag, forTag } from './for-tag.ts'
export { isPageOf } from './page-pattern.rules.ts'
export {
  type Bans,
  type Choices,
  type Colours,
  type PictureSettings,
  type SiteSettings,
  corners,
  edges,
  labels,
  leastHeight,
  leastWidth,
} from './picture-settings.ts'
export { type ShownSettings, type TagSettings, readSettings, readSiteSettings, tagSettings } from './read-settings.ts'
export { type SavedSettings, clearSiteSettings, saveSettings, saveSiteSettings } from './save-settings.ts'
export { ClearSiteSettingsInput, SaveSettingsInput, SaveSiteSettingsInput } from './settings-input.ts'
export { SaveSignatoryInput, type Signatory, readSignatory, requestAgreement, saveSignatory } from './signatory.ts'
export { type Serving, type SignUpProgress, canServe, signUpProgress } from './sign-up-progress.ts'
export { type SignUpPart, type TagReason, signUpParts } from './sign-up.rules.ts'
export { publisherStores } from './stores.ts'
export { findTag, keepTag } from './tag-version.ts'
