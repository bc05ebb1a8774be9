import type { Format } from '#support/offers'

type Audience = 'publisher' | 'advertiser' | 'network'

interface Door {
  readonly title: string
  readonly lead: string
  readonly ask: string
  /** What we do not do, whatever is paid. */
  readonly never: readonly string[]
  /** From the first word to the first ad. */
  readonly steps: readonly (readonly [title: string, text: string])[]
}

const audiences: Readonly<Record<Audience, Door>> = {
  publisher: {
    title: 'For publishers',
    lead: 'Let pictures on your pages earn for you. An ad stands inside the picture, says that it is one, can be closed, and knows nothing about your readers.',
    ask: 'Ask about your site',
    never: [
      'An ad is never chosen by who is reading. There are no profiles, and no number that tells one reader from another.',
      'No ad stands on a picture, a page or beside a word that you ruled out, nor comes from an advertiser whom you blocked.',
      'No ad covers more than a fifth of a picture until a reader asks for more, and none is without its label or its way to close it.',
      'Your pages load nothing from any other company because of us.',
      'Nothing of what you agreed to changes without your signature.',
    ],
    steps: [
      [
        'Ask, or begin by yourself',
        'Tell us your site and its sector, and the answer names the formats that suit its pictures.',
      ],
      ['Sign', 'You read the agreement in the page and sign it. Nothing is served before both sides have.'],
      [
        'Show that the site is yours',
        'By a line in ads.txt, a tag, a file or your DNS. We look at it daily, and stop while the proof is missing.',
      ],
      ['Choose', 'Which pictures, which formats and colours, how many on a page, and what never.'],
    ],
  },
  advertiser: {
    title: 'For advertisers',
    lead: 'Be seen beside what people came to look at. You choose pictures and pages; nobody is followed there, and nobody is followed afterwards.',
    ask: 'Ask about your campaign',
    never: [
      'You get counts, never people: nobody can be picked out, followed or recognised again.',
      'An ad is never disguised. It carries its label and can be closed.',
      'What is delivered beyond an order is never charged.',
      'An ad is never shown before a person has looked at it, and you are told why where it is refused.',
      'Nothing of an order changes without your signature.',
    ],
    steps: [
      ['Ask, or begin by yourself', 'Say what you want to show and for how long.'],
      ['Agree on the terms', 'You read them in the page and sign them once, for all orders.'],
      ['Place an order', 'What, where, from when to when, at which price, up to which amount. Both sides sign it.'],
      ['Bring what is shown', 'We check it at once and say what to mend; then a person looks at it.'],
    ],
  },
  network: {
    title: 'For advertising networks',
    lead: 'Bring the demand of your advertisers to pictures. What you learn is about the picture and the page, and that is all there is to learn.',
    ask: 'Ask about working together',
    never: [
      'No reader’s browser ever speaks to you: what is shown is registered before, reviewed, and served by us.',
      'We tell you nothing about the person who looks, and you tell us nothing about anybody.',
      'No creative is shown that was not reviewed.',
      'A winning bid is never charged for what we found to be invalid.',
      'Nothing of what you agreed to changes without your signature.',
    ],
    steps: [
      ['Ask, or begin by yourself', 'Tell us what you bring, and how your side is built.'],
      ['Sign', 'You read the agreement in the page and sign it. No bid is accepted before both sides have.'],
      ['Register creatives', 'Each is reviewed, and we serve our own copy of it.'],
      ['Bid', 'A bid names a registered creative and a price, and nothing else.'],
    ],
  },
}

const formatNames: Readonly<Record<Format, string>> = {
  strip: 'Strip',
  corner: 'Corner',
  reveal: 'Reveal',
  canvas: 'Canvas',
}

export const frontDoors = {
  audiences,
  begin: 'Begin by yourself',
  formats: {
    title: 'How it looks',
    lead: 'The formats, drawn on pictures of the library. Close one: your readers can do the same.',
    names: formatNames,
    empty: 'The library holds no picture yet on which they could be drawn.',
    credit: 'Picture:',
    untitled: 'without a title',
    ad: {
      headline: 'Pictures with real transparency',
      text: 'Search, look, download. No account needed.',
      cta: 'Have a look',
      advertiser: 'Vitrine',
    },
  },
  agreement: {
    title: 'What is agreed',
    lead: (title: string) =>
      `These are the words of the ${title} as everybody is offered it today. What you sign is the same text with your name in it.`,
  },
  never: 'What is never done',
  steps: 'How it goes',
} as const
