export const adPreview = {
  label: 'Ad',
  formats: {
    strip: 'Strip',
    corner: 'Corner',
    reveal: 'Reveal',
    canvas: 'Canvas',
  },
  /** What a screen reader says of the drawn ad. */
  group: (format: string, headline: string) => `Ad in the format ${format}: ${headline}`,
  close: 'Close the ad',
  again: 'Show the ad again',
  reveal: 'Show the ad',
  open: 'Open over the whole picture',
  shut: 'Back to the picture',
} as const
