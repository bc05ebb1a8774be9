/**
 * What is held on somebody, and where.
 *
 * Promises: derived from the declarations alone, so that a table added later is part of it without another line; every
 * row that leads to the subject is found.
 * Refuses to know: which rooms there are, and who asks: whoever calls has decided that they may.
 */
export { type Chapter, chapterOf, chapters } from './chapter.rules.ts'
export { type HeldOptions, type HeldRow, type HeldStore, countIn, heldIn, heldOn } from './held-on.ts'
export { type HeldGroup, type MyData, type MyStore, ListMineInput, listMine, myData } from './my-data.ts'
export { type OneOfRows, concerns } from './rows-of-subject.ts'
