import type { Interest } from './interests.ts'
import type { Vertical } from './verticals.ts'

/**
 * The shapes of an ad in a picture: the one list of them, for whoever offers, draws, sells or allows them. None covers more
 * than a fifth of the picture until somebody asks for more.
 */
export const formats = {
  strip: 'a strip along the lower edge of a picture',
  corner: 'a small corner of a picture',
  reveal: 'a small mark on a picture, which shows the ad while somebody points at it',
  canvas: 'a small corner that opens over the whole picture when somebody asks for it',
} as const
export type Format = keyof typeof formats

/** What an answer says of a service: how it works, and what comes next. It names no figure and no day. */
export interface ServiceOffer {
  readonly name: string
  readonly how: string
  readonly next: string
}

/** What an answer says to a sector: on which pictures, in which format first, and what is kept apart. */
export interface SectorOffer {
  readonly name: string
  readonly pictures: string
  readonly first: Format
  readonly why: string
  readonly apart: string
}

const onSignature =
  'Nothing begins before an agreement is signed, and what stands in it is what holds: what you read there is the whole of it.'

export const serviceOffers: Readonly<Record<Interest, ServiceOffer>> = {
  publisher: {
    name: 'in-picture advertising on your pages',
    how: 'An ad stands inside a picture of yours, is labelled as an ad and can be closed. It is chosen by the picture and the page, and never by the person who looks at it.',
    next: `The next step is to see the terms, and to show that the site is yours. ${onSignature}`,
  },
  advertiser: {
    name: 'advertising in pictures',
    how: 'You say beside which pictures and on which kinds of pages your ad may stand. It is chosen by the picture and the page; there are no profiles of people to aim at.',
    next: `The next step is to talk about what you want to show, and for how long. ${onSignature}`,
  },
  network: {
    name: 'bringing demand as an advertising network',
    how: 'A network brings ads of its advertisers. They meet the same rules as all others: a label, a way to close them, and nothing about the person who looks.',
    next: `The next step is to compare what both sides need to work together. ${onSignature}`,
  },
  library: {
    name: 'the picture library',
    how: 'Pictures with real transparency can be found and taken under the licence that stands beside each of them; an account is needed only to put in pictures of your own.',
    next: 'You can look around without an account. Tell us what you are looking for, and we say whether it is there.',
  },
}

export const sectorOffers: Readonly<Record<Vertical, SectorOffer>> = {
  news: {
    name: 'news',
    pictures: 'the large picture of an article',
    first: 'strip',
    why: 'it leaves the middle of a press picture and its people free',
    apart: 'pictures of accidents, violence and grief',
  },
  sport: {
    name: 'sport',
    pictures: 'pictures of matches and portraits of teams',
    first: 'strip',
    why: 'what happens in a picture of sport happens above its lower edge',
    apart: 'pictures of injuries',
  },
  travel: {
    name: 'travel',
    pictures: 'wide views of places',
    first: 'corner',
    why: 'a wide view has a quiet corner of sky or ground nearly always',
    apart: 'reports of disasters and warnings to travellers',
  },
  food: {
    name: 'food and drink',
    pictures: 'pictures of dishes and of the steps of a recipe',
    first: 'corner',
    why: 'the dish lies in the middle and stays whole',
    apart: 'recalls and warnings about food',
  },
  home: {
    name: 'home and garden',
    pictures: 'pictures of rooms and gardens',
    first: 'corner',
    why: 'the eye goes through the room, and a corner does not stand in its way',
    apart: 'reports of fire and burglary',
  },
  fashion: {
    name: 'fashion and beauty',
    pictures: 'pictures of a whole figure or a single piece',
    first: 'strip',
    why: 'it ends below the piece that is shown',
    apart: 'pictures of children',
  },
  technology: {
    name: 'technology',
    pictures: 'pictures of devices in tests and reports',
    first: 'corner',
    why: 'a device is mostly cut out on a plain ground',
    apart: 'reviews of the very product that is advertised',
  },
  motoring: {
    name: 'cars and motorcycles',
    pictures: 'pictures of vehicles on the road and in the studio',
    first: 'strip',
    why: 'the road below a vehicle is where nothing is missed',
    apart: 'pictures of accidents',
  },
  culture: {
    name: 'film, music and books',
    pictures: 'stills, portraits and covers',
    first: 'corner',
    why: 'a still is composed to its edges, so the smallest shape suits it',
    apart: 'works of art themselves, which stay untouched',
  },
  science: {
    name: 'science',
    pictures: 'photographs beside an article',
    first: 'corner',
    why: 'an axis or a scale stands at the lower edge of many pictures',
    apart: 'charts, diagrams and figures that have to be read',
  },
  nature: {
    name: 'animals and nature',
    pictures: 'pictures of animals and landscapes',
    first: 'corner',
    why: 'there is quiet ground in a corner of most of them',
    apart: 'pictures of suffering animals',
  },
  shopping: {
    name: 'shopping and comparison',
    pictures: 'pictures of guides and lists',
    first: 'strip',
    why: 'the product stays whole, and the ad is not taken for an offer of yours',
    apart: 'pictures beside a button to buy',
  },
  games: {
    name: 'games',
    pictures: 'scenes of games and their covers',
    first: 'strip',
    why: 'the corners of a scene hold scores and maps',
    apart: 'pages made for children',
  },
  education: {
    name: 'learning',
    pictures: 'pictures that open an article',
    first: 'corner',
    why: 'what is to be learned from a picture stays readable',
    apart: 'pages made for children, and pictures that are part of an exercise',
  },
  other: {
    name: 'your pages',
    pictures: 'the large pictures of a page',
    first: 'strip',
    why: 'it is the shape that covers least of what a picture is about',
    apart: 'pictures that you name to us',
  },
}
