import {
  type Datum,
  type Store,
  blobUse,
  files,
  forDays,
  job,
  schedule,
  table,
  whileNeeded,
  whilePicture,
} from '#declaration'
import { addRenditions } from './add-renditions.ts'
import { developPicture } from './develop-picture.ts'

const owner = 'library/images'

const ground = {
  owner,
  subject: 'member',
  purposes: ['content.publish'],
  basis: 'contract',
  audience: 'chosen',
  retention: whilePicture,
  erase: 'delete-row',
} as const

const fact = (label: string, why: string): Datum => ({ category: 'content.fact', identifies: 'no', label, why })
const said = (label: string, why: string): Datum => ({
  category: 'user.content.metadata',
  identifies: 'combined',
  label,
  why,
})
const operation = (label: string, why: string): Datum => ({
  category: 'system.operations',
  identifies: 'no',
  audience: 'subject',
  label,
  why,
})
const act = (label: string, why: string): Datum => ({
  category: 'user.behaviour',
  identifies: 'combined',
  audience: 'subject',
  label,
  why,
})

/** What this room stores. */
export const imageStores: readonly Store[] = [
  table({
    ...ground,
    name: 'library_images',
    path: { by: 'owner_id' },
    limits: 'room',
    changedAt: '/my',
    goesAlone: 'on-page',
    label: 'Your pictures',
    columns: {
      id: said('Number of the picture', 'It is part of its address.'),
      owner_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of your account',
        why: 'Only you may change and delete your pictures.',
      },
      status: operation('State', 'To tell what is still being understood, and what could not be.'),
      refusal_code: operation('Code of a refusal', 'To tell you why a picture was not taken.'),
      refusal_message: operation('Words of a refusal', 'To tell you why a picture was not taken.'),
      refusal_status: operation('Kind of a refusal', 'To tell your program why a picture was not taken.'),
      duplicate_of: operation('The same picture, here already', 'To lead you to it.'),
      visibility: {
        category: 'user.account.settings',
        identifies: 'no',
        label: 'Who may see it',
        why: 'You decide: everybody, whoever has the address, or only you.',
      },
      title: said('Title', 'To show and to find it.'),
      description: said('Description', 'To show and to find it.'),
      alt: said('Alt text', 'For people who do not see it.'),
      tags: said('Tags', 'To find it.'),
      licence: said('Licence', 'To tell others what they may do with it.'),
      attribution: said('Whom to credit', 'To name whoever made it.'),
      storage_region: {
        category: 'user.agreement',
        identifies: 'no',
        audience: 'subject',
        label: 'Country of storage that you agreed to',
        why: 'A picture is stored only where you agreed to.',
        purposes: ['content.store'],
        basis: 'consent',
      },
      version: operation('Version of its bytes', 'It is part of every address, so that what is cached stays true.'),
      width: fact('Width', 'To show, find and choose by.'),
      height: fact('Height', 'To show, find and choose by.'),
      format: fact('Format of the upload', 'To show, find and choose by.'),
      animated: fact('Whether it moves', 'To show, find and choose by.'),
      content_hash: fact('Fingerprint of the uploaded file', 'The same file again is the same picture.'),
      pixel_hash: fact('Fingerprint of the pixels', 'The same picture in another file is the same picture.'),
      transparency: fact('Transparent or not', 'To show, find and choose by.'),
      transparent_share: fact('How much of it one sees through', 'To show, find and choose by.'),
      palette: fact('Main colours', 'To show and find by.'),
      thumbhash: fact('A blurred miniature', 'To stand in its place while it is loaded.'),
      master_hash: fact('Fingerprint of the kept file', 'It is the name under which the file lies.'),
      master_format: fact('Format of the kept file', 'To name it to the browser.'),
      size_bytes: fact('Size of the kept file', 'To say how long a download is.'),
      created_at: {
        category: 'user.behaviour',
        identifies: 'combined',
        label: 'When you uploaded it',
        why: 'To list the newest first.',
      },
      updated_at: act('When it was last changed', 'To find out what went wrong when something did.'),
      published_at: {
        category: 'user.behaviour',
        identifies: 'combined',
        label: 'When it became public',
        why: 'To list the newest first.',
      },
      deleted_at: {
        ...act('When you deleted it', 'So that you can undo it for a day.'),
        retention: forDays(1, 'closed'),
      },
      hidden_at: act(
        'Since when it is hidden with all of your account',
        'You asked to be erased, and can still undo it.',
      ),
      purge_at: {
        ...operation('When it will be removed for good', 'A day after you deleted it, or it was refused.'),
        retention: forDays(1, 'closed'),
      },
    },
  }),
  files({
    ...ground,
    name: 'blobs',
    category: 'user.content',
    // A photograph can show who somebody is (promise G-23).
    identifies: 'alone',
    label: 'Files of your pictures',
    why: 'To show them and offer them for download. Metadata is taken out; the uploaded file goes when that is done.',
    paths: /^[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{64}$/,
  }),
  blobUse({
    ...ground,
    name: 'library_images',
    category: 'user.content',
    identifies: 'alone',
    label: 'Your pictures, without metadata',
    why: 'Every size in which a picture is shown is made from this file.',
  }),
  blobUse({
    ...ground,
    name: 'library_images:upload',
    category: 'user.content',
    identifies: 'alone',
    audience: 'nobody',
    label: 'The files you uploaded, as they came',
    why: 'To understand the picture. It may say who made it and where, so it goes as soon as the picture is made from it.',
    retention: whileNeeded('the picture is understood or refused'),
  }),
  schedule({
    ...ground,
    ...operation('Removal of deleted pictures', 'A picture you deleted goes for good a day later.'),
    name: 'library.purge-images',
    subject: 'none',
    basis: 'none',
    audience: 'nobody',
    retention: whileNeeded('it comes round again'),
  }),
  job({
    ...ground,
    name: developPicture.name,
    label: 'Pictures to be understood',
    audience: 'nobody',
    retention: whileNeeded('the work is done'),
    fields: { imageId: operation('Number of the picture', 'It names the picture that waits.') },
  }),
  job({
    ...ground,
    name: addRenditions.name,
    label: 'Pictures that get further renditions',
    audience: 'nobody',
    retention: whileNeeded('the work is done'),
    fields: { imageId: operation('Number of the picture', 'It names the picture that waits.') },
  }),
]
