/** The sectors that a form offers: those of pages with pictures, in the order in which they are shown. */
export const verticals = [
  ...(['news', 'sport', 'travel', 'food', 'home', 'fashion', 'technology', 'motoring'] as const),
  ...(['culture', 'science', 'nature', 'shopping', 'games', 'education', 'other'] as const),
] as const
export type Vertical = (typeof verticals)[number]
