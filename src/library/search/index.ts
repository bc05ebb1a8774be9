/**
 * Finding public pictures: by words, tags, colours and facts.
 *
 * Promises: holds public pictures only, so no answer can show what its asker may not see; forgives misspelled words and
 * says so; counts of words and tags are exact at every commit; lists do not skip or repeat while pictures are added.
 * Refuses to know: who asks, and what a picture looks like beyond the facts it is told.
 */
export { countDownload, flushDownloads } from './count-download.ts'
export { cursorNotUnderstood } from './cursor.ts'
export { FindInput } from './find-input.ts'
export { findPictures } from './find-pictures.ts'
export { type Orientation, orientationOf, orientations } from './facets.rules.ts'
export {
  type PictureEntry,
  indexPicture,
  indexPictures,
  unindexPicture,
  unindexPictures,
  unindexPicturesOf,
} from './index-picture.ts'
export { type FoundPictures, totalMax } from './search.ts'
export { searchStores } from './stores.ts'
export { CompleteTagInput, type CountedTag, PopularTagsInput, completeTag, popularTags } from './tags.ts'
export type { Correction } from './understand-query.ts'
export { normaliseTag, tagLimits } from './words.rules.ts'
