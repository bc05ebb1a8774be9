/**
 * Pictures: taking them, showing them, changing and deleting them.
 *
 * Promises: an upload that was acknowledged survives any crash, and one that was refused leaves nothing; only its owner
 * sees what is private; what is deleted is gone for everybody at once, and from the disk a day later; one person's delete
 * never takes what another has.
 * Refuses to know: how pictures are decoded, and who looks at them.
 */
export { DeleteImageInput, RestoreImageInput, deleteImage, restoreImage, undoMs } from './delete-image.ts'
export { EditImageInput, editImage } from './edit-image.ts'
export { getImage, getOwnImage } from './get-image.ts'
export {
  type ImageFacts,
  type ImageFormat,
  type ImageStatus,
  type ImageView,
  type ReadyImage,
  type UnreadyImage,
  type Verdict,
  type Visibility,
  visibilities,
} from './image.ts'
export { slugOf } from './image.rules.ts'
export { imageHandlers, imageSchedules } from './jobs.ts'
export { FindInput, type ListedImages, listImages } from './list-images.ts'
export { OwnImagesInput, listOwnImages } from './list-own-images.ts'
export { type Download, DownloadInput, openDownload } from './open-download.ts'
export { type AddressedBytes, type ImageBytes, openImageBytes } from './open-image-bytes.ts'
export { imageHolder } from './personal-data.ts'
export { countPicturesToExport, eachPictureToExport } from './pictures-to-export.ts'
export { addressesOf } from './present-images.ts'
export { ReceiveInput, type ReceivedPicture, receivePicture } from './receive-picture.ts'
export { imageStores } from './stores.ts'
export { ownsPictures } from './owns-pictures.ts'
export { pictureChanged } from './tell-changed.ts'
