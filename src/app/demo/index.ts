/**
 * The sources of the demo world: real pictures with clear licences, fetched when the demo is run.
 *
 * Promises: every picture comes with title, alt text, tags, licence and maker; at least a thousand of them have real
 * transparency at 1,024 px; what cannot be had on this system is named with a way to get it; nothing on the system
 * changes; an interrupted fetch leaves nothing half. Refuses to know: members, the library, how a picture is stored.
 */
export { fetchDemoSets } from './fetch-demo-sets.ts'
export type { DemoLicence, DemoPicture, DemoSet, FetchedSets, MissingPart } from './demo-picture.ts'
export { inGalleryOrder } from './spread.ts'
