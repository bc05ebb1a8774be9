import { type Store, host, whileNeeded } from '#declaration'

/** The way out to addresses that people name, as the data map and `#platform/egress` know it. */
export const namedByPeople = 'hosts that people name'

export const outsideStores: readonly Store[] = [
  host({
    owner: 'platform/outside',
    name: namedByPeople,
    carries: [],
    label: 'A page, a picture or an entry of the DNS that somebody named',
    category: 'system.operations',
    identifies: 'no',
    subject: 'none',
    purposes: ['business.provide', 'content.publish'],
    basis: 'none',
    audience: 'nobody',
    why: 'To look at what somebody asked us to look at, for example whether a site is theirs. Nothing is sent but the address that they named.',
    retention: whileNeeded('the answer is there'),
    erase: 'keep',
  }),
]
