import { creatives, orders, organisations, publisherTroubles } from '#site/messages/en.ts'

type Kind = 'publisher' | 'advertiser' | 'network'
const everyKind: readonly Kind[] = ['publisher', 'advertiser', 'network']

/** The pages of the console, below the address of the organisation, in the order in which they are shown; and for whom they are. */
export const consolePages: readonly {
  readonly path: string
  readonly name: string
  readonly kinds: readonly Kind[]
}[] = [
  { path: '', name: organisations.nav.overview, kinds: everyKind },
  { path: '/sign-up', name: organisations.nav.signUp, kinds: ['publisher'] },
  { path: '/pictures', name: organisations.nav.pictures, kinds: ['publisher'] },
  { path: '/people', name: organisations.nav.people, kinds: everyKind },
  { path: '/contacts', name: organisations.nav.contacts, kinds: everyKind },
  { path: '/billing', name: organisations.nav.billing, kinds: everyKind },
  { path: '/settings', name: organisations.nav.settings, kinds: everyKind },
  { path: '/agreements', name: organisations.nav.agreements, kinds: everyKind },
  { path: '/sites', name: organisations.nav.sites, kinds: ['publisher'] },
  { path: '/troubles', name: publisherTroubles.title, kinds: ['publisher'] },
  { path: '/approvals', name: creatives.approvals.title, kinds: ['publisher'] },
  { path: '/orders', name: orders.title, kinds: ['advertiser'] },
  { path: '/creatives', name: creatives.title, kinds: ['advertiser', 'network'] },
]
