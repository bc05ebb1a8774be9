import { type Store, databasePart, indefinitely, table, whileNeeded, whilePicture } from '#declaration'

const ofPictures = {
  owner: 'library/search',
  subject: 'member',
  purposes: ['content.find'],
  basis: 'contract',
  audience: 'public',
  retention: whilePicture,
  erase: 'delete-row',
} as const

const ofNobody = {
  owner: 'library/search',
  subject: 'none',
  purposes: ['content.find'],
  basis: 'none',
  audience: 'public',
} as const

/** What this room stores. */
export const searchStores: readonly Store[] = [
  databasePart({
    ...ofNobody,
    part: 'text-search',
    name: 'library_english',
    label: 'Cuts words down to their stems',
    category: 'system.operations',
    identifies: 'no',
    why: 'So that a search finds a word in any of its forms. It stores nothing.',
    retention: indefinitely('it holds no data'),
    erase: 'keep',
  }),
  table({
    ...ofPictures,
    name: 'library_search_entries',
    path: { by: 'owner_id' },
    // They go with the picture.
    changedAt: '/my',
    goesAlone: 'on-page',
    label: 'What your public pictures are found by',
    columns: {
      image_id: {
        category: 'user.content.metadata',
        identifies: 'combined',
        label: 'Number of the picture',
        why: 'It names the picture that is found.',
      },
      owner_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of your account',
        why: 'To list the pictures of one member.',
      },
      document: {
        category: 'user.content.metadata',
        identifies: 'combined',
        label: 'Stems of the words of title, tags, alt text and description',
        why: 'A search looks for them.',
      },
      words: {
        category: 'user.content.metadata',
        identifies: 'combined',
        label: 'Words of title, tags, alt text and description',
        why: 'To know which words exist when one is misspelled.',
      },
      tags: {
        category: 'user.content.metadata',
        identifies: 'combined',
        label: 'Tags',
        why: 'To list the pictures that have a tag.',
      },
      facets: {
        category: 'content.fact',
        identifies: 'no',
        label: 'Licence, format, transparency, shape and size',
        why: 'To narrow a search.',
      },
      palette_bins: {
        category: 'content.fact',
        identifies: 'no',
        label: 'Main colours, roughly',
        why: 'To search by colour.',
      },
      width: { category: 'content.fact', identifies: 'no', label: 'Width', why: 'To search by size.' },
      downloads: {
        category: 'aggregate.count',
        identifies: 'no',
        label: 'Number of downloads',
        why: 'To list the popular ones first.',
      },
      published_at: {
        category: 'user.behaviour',
        identifies: 'combined',
        label: 'When it became public',
        why: 'To list the newest first.',
      },
    },
  }),
  table({
    ...ofPictures,
    name: 'library_search_downloads',
    path: { by: 'image_id', of: 'library_images' },
    // They go with the picture.
    changedAt: '/my',
    goesAlone: 'on-page',
    label: 'How often your pictures were downloaded',
    columns: {
      image_id: {
        category: 'user.content.metadata',
        identifies: 'combined',
        label: 'Number of the picture',
        why: 'It names the picture that was downloaded.',
      },
      downloads: {
        category: 'aggregate.count',
        identifies: 'no',
        label: 'Number of downloads',
        why: 'To list the popular ones first; who downloaded is not known.',
      },
    },
  }),
  table({
    ...ofNobody,
    name: 'library_search_words',
    path: 'nobody',
    label: 'Words of public pictures',
    retention: whileNeeded('the last public picture with the word is gone'),
    erase: 'keep',
    columns: {
      word: {
        category: 'user.content.metadata',
        identifies: 'no',
        label: 'A word that some public picture has',
        why: 'A misspelled word is corrected to one that exists.',
      },
      stem: {
        category: 'content.fact',
        identifies: 'no',
        label: 'Stem of the word',
        why: 'All forms of a word are found by one.',
      },
      deletions: {
        category: 'content.fact',
        identifies: 'no',
        label: 'Fingerprints of the spelling',
        why: 'To find words that are spelled alike.',
      },
      pictures: {
        category: 'aggregate.count',
        identifies: 'no',
        label: 'Number of public pictures with the word',
        why: 'The commoner word is the likelier one.',
      },
    },
  }),
  table({
    ...ofNobody,
    name: 'library_search_tags',
    path: 'nobody',
    label: 'Tags of public pictures',
    retention: whileNeeded('the last public picture with the tag is gone'),
    erase: 'keep',
    columns: {
      tag: {
        category: 'user.content.metadata',
        identifies: 'no',
        label: 'A tag that some public picture has',
        why: 'To offer tags while one types.',
      },
      pictures: {
        category: 'aggregate.count',
        identifies: 'no',
        label: 'Number of public pictures with the tag',
        why: 'To offer the common ones first.',
      },
    },
  }),
]
