import { number } from '#site/ui/format.ts'

export const gallery = {
  label: 'Pictures',
  more: 'More pictures',
  first: 'Back to the newest',
  loading: 'Loading more pictures',
  failed: 'More pictures could not be loaded.',
  loaded: (count: number) => `${number(count)} more pictures loaded`,
  untitled: 'Untitled picture',
  moves: 'animated',
  transparency: {
    transparent: { mark: 'Real transparency', short: 'transparent' },
    opaque: { mark: 'Opaque', short: 'opaque' },
    fake: { mark: 'Fake transparency', short: 'fake' },
  },
} as const
