import { type Store, browserStorage, whileNeeded } from '#declaration'

const inTheBrowser = {
  owner: 'site',
  subject: 'visitor',
  purposes: ['site.operate'],
  basis: 'consent',
  audience: 'subject',
  erase: 'delete-row',
  category: 'user.account.settings',
  identifies: 'no',
} as const

const untilTaken = whileNeeded('you choose the first setting again or clear the data of this site')
const thisTab = whileNeeded('the tab is closed')

/**
 * Everything the pages put into a browser beside cookies. None of it is ever sent. Declared here, since the site is
 * bundled apart and nothing imports from it.
 */
export const siteStores: readonly Store[] = [
  browserStorage({
    ...inTheBrowser,
    name: 'vitrine.theme',
    where: 'localStorage',
    cookieClass: 'functional',
    purposes: ['look.remember'],
    label: 'Light or dark',
    why: 'To show the site in the colours you chose. Written when you choose, not before.',
    retention: untilTaken,
  }),
  browserStorage({
    ...inTheBrowser,
    name: 'vitrine.ground',
    where: 'localStorage',
    cookieClass: 'functional',
    purposes: ['look.remember'],
    label: 'Background of the pictures',
    why: 'To show pictures on the background you chose. Written when you choose, not before.',
    retention: untilTaken,
  }),
  browserStorage({
    ...inTheBrowser,
    basis: 'contract',
    name: 'sveltekit:history-info',
    where: 'sessionStorage',
    cookieClass: 'essential',
    label: 'Where you were on a page',
    why: 'So that going back brings you to the place you left.',
    retention: thisTab,
  }),
  browserStorage({
    ...inTheBrowser,
    basis: 'contract',
    name: 'sveltekit:snapshot',
    where: 'sessionStorage',
    cookieClass: 'essential',
    label: 'What you had typed on a page',
    why: 'So that going back does not lose it. Pages of this site store nothing in it today.',
    retention: thisTab,
  }),
  browserStorage({
    ...inTheBrowser,
    basis: 'contract',
    name: 'sveltekit:navigation-snapshot',
    where: 'sessionStorage',
    cookieClass: 'essential',
    label: 'What you had typed on a page, newer form',
    why: 'As above; pages of this site store nothing in it today.',
    retention: thisTab,
  }),
]
