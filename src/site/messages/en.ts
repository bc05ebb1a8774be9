/**
 * Every word of the site, in English. One module for each part of the site, so that a page loads its own words only.
 * Another language is another file of the same shape.
 */
export { account } from './en/account.ts'
export { addresses } from './en/addresses.ts'
export { alarm } from './en/alarm.ts'
export { chrome } from './en/chrome.ts'
export { documents } from './en/documents.ts'
export { errors } from './en/errors.ts'
export { exported } from './en/export.ts'
export { gallery } from './en/gallery.ts'
export { home } from './en/home.ts'
export { look } from './en/look.ts'
export { myData } from './en/my-data.ts'
export { passkeys } from './en/passkeys.ts'
export { picture } from './en/picture.ts'
export { promises } from './en/promises.ts'
export { search } from './en/search.ts'
export { security } from './en/security.ts'
export { settings } from './en/settings.ts'
export { staff } from './en/staff.ts'
export { upload } from './en/upload.ts'
export { username } from './en/username.ts'
