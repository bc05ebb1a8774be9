import { dimensions, share } from '#site/ui/format.ts'

export const picture = {
  by: 'by',
  unknownAuthor: 'a member',
  facts: 'Facts',
  size: 'Size',
  sizeValue: (width: number, height: number) => `${dimensions(width, height)} px`,
  weight: 'Weight',
  format: 'Format',
  animated: 'animated',
  transparencyShare: 'Transparent area',
  added: 'Added',
  visibility: 'Seen by',
  tags: 'Tags',
  palette: 'Colours',
  paletteChip: (colour: string) => `Pictures with the colour ${colour}`,
  transparency: {
    transparent: {
      mark: 'Real transparency',
      text: (part: number) =>
        `The file has an alpha channel and uses it: ${share(part)} of the area lets the background through. Change the background to see.`,
    },
    opaque: { mark: 'Opaque', text: () => 'Every pixel is solid. There is nothing to see through.' },
    fake: {
      mark: 'Fake transparency',
      text: () => 'The checkerboard is painted into the picture. It will stay there wherever you use it.',
    },
  },
  download: {
    title: 'Download',
    button: 'Download',
    size: 'Size',
    original: 'Original',
    px: 'px',
    format: 'Format',
    jpegNote: 'JPEG has no transparency: the picture is put on white.',
    gifNote: 'GIF knows only fully transparent and solid: soft edges become hard.',
    firstFrameNote: 'This format stands still: you get the first frame.',
    avifNote: (width: number, height: number) =>
      `As AVIF there is this picture up to ${dimensions(width, height)} px. If you choose a larger size, you get that one.`,
  },
  motion: {
    pause: 'Pause',
    play: 'Play',
    preparing: 'This picture moves. Its moving version is still being prepared; the original can be downloaded now.',
  },
  licence: {
    title: 'Licence',
    attribution: 'To copy as a credit',
    text: 'Read the licence',
  },
  more: (tag: string) => `More pictures tagged “${tag}”`,
  moreLink: (tag: string) => `All tagged “${tag}”`,
  owner: {
    title: 'Your picture',
    edit: 'Edit',
    delete: 'Delete',
    deleteText:
      'It disappears everywhere at once. You can undo this for 24 hours; after that the picture, its files and its facts are gone for good.',
    deleteConfirm: 'Delete this picture',
    stranger: 'See it as a stranger does',
    noAlt: 'This picture has no alternative text. People who cannot see it will not know what it shows.',
    addAlt: 'Describe it',
    private: 'Only you can see this picture.',
    unlisted: 'Everybody with the link can see this picture; it is not in the gallery or the search.',
    public: 'Everybody can see this picture.',
  },
  visibilities: { public: 'Everybody', unlisted: 'Everybody with the link', private: 'Only you' },
  processing: {
    title: 'Still being prepared',
    text: 'The picture is safe. Its sizes are being made; this takes a few seconds. Reload the page to look again.',
    reload: 'Look again',
  },
  refused: { title: 'This file could not be taken' },
  edit: {
    title: 'Edit the picture',
    save: 'Save',
    cancel: 'Cancel',
    saved: 'Saved.',
  },
} as const
