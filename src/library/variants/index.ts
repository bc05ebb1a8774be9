/**
 * Renditions of pictures: their addresses, their files, and those that are made when somebody asks.
 *
 * Promises: bytes under an address never change; an address of what is not public is signed and runs out; a rendition is
 * made once, in a fixed set of widths, so that asking cannot fill the disk.
 * Refuses to know: what a picture shows, whose it is, and who may see it: it is told.
 */
export { type Rendition, type Permit, addressOf, permits } from './address.ts'
export { listVariants } from './list-variants.ts'
export { type Bytes, type Wanted, openBytes } from './open-bytes.ts'
export { type NewVariant, forgetVariants, renumberVariants, saveVariants } from './save-variants.ts'
export { variantStores } from './stores.ts'
export {
  type Master,
  type Variant,
  type VariantFormat,
  contentTypeOf,
  extensionOf,
  fileFormatOf,
  formatOf,
  variantFormats,
} from './variant.ts'
export { offeredWidths } from './width.rules.ts'
