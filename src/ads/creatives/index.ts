/**
 * Creatives: what an advertiser or a network shows in pictures, checked, looked at by staff, and led to a page that is there.
 *
 * Promises: nothing is shown that staff did not agree to, exactly as it is; a change is looked at anew while what was
 * approved goes on; every check says why; a landing page is looked at every day, and nobody is led to one that leads
 * elsewhere or is gone; nothing is accepted from a network whose agreement is not in force; the file that was uploaded
 * goes when it is understood; of two who decide at once one does.
 * Refuses to know: which ad is chosen, and what it costs.
 */
export { type Check, type Finding, checks } from './check.rules.ts'
export { ChangeCreativeInput, MakeCreativeInput } from './creative-fields.ts'
export { type AddressedCreative, type CreativeBytes, openCreativeBytes } from './creative-address.ts'
export {
  type CreativeFile,
  type CreativePicture,
  type CreativeState,
  type CreativeStep,
  type CreativeVersion,
  type ListedCreative,
  type ReadyCreative,
  type ShownCreative,
  creativeStates,
} from './creative.ts'
export { ApproveCreativeInput, DeclineCreativeInput, approveCreative, declineCreative } from './decide-creative.ts'
export { deleteCreative } from './delete-creative.ts'
export { creativeHandlers, creativeSchedules, queueDueLooks } from './jobs.ts'
export { type LandingProblem } from './landing.rules.ts'
export {
  type LineCreatives,
  NameCreativesInput,
  creativesOfLine,
  lineCreativesMax,
  nameCreatives,
} from './line-creatives.ts'
export {
  type WaitingCreative,
  areCreativesAccepted,
  getCreative,
  getCreativeToReview,
  listCreatives,
  listCreativesToReview,
} from './list-creatives.ts'
export { changeCreative, creativesMax, makeCreative } from './make-creative.ts'
export { creativeClosing, creativeHolder } from './personal-data.ts'
export {
  AllowCreativeInput,
  type OfferedCreative,
  type OfferedCreatives,
  allowCreative,
  offeredCreatives,
} from './publisher-consents.ts'
export { type LineStand, readyCreativesOf, standOfLines } from './ready-creatives.ts'
export { creativeStores } from './stores.ts'
export { creativeRoles, requireMaker } from './who-may.ts'
