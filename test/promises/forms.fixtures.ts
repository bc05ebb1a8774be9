import type { AskedField } from '#app'
import { fill } from '../long/crawl.fixtures.ts'

/** What stands for the bytes of a picture. */
export const aFile = Symbol('a file')
export type Sent = string | readonly string[] | typeof aFile | Readonly<Record<string, unknown>>

const response = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { clientDataJSON: 'e30', attestationObject: 'e30', authenticatorData: 'e30', signature: 'e30' },
}

/**
 * For each field something that its form takes: what it means may be nothing, since a form is read before anything is
 * looked for.
 */
export const filling: Readonly<Record<AskedField, Sent>> = {
  login: 'nobody',
  username: 'grace',
  email: 'grace@example.org',
  password: 'a lamp on the shore',
  current: 'not the password of anybody',
  birthYear: '1990',
  birthMonth: '5',
  privacyVersion: '',
  termsVersion: '',
  agreePrivacy: 'on',
  agreeTerms: 'on',
  agreeRegion: 'on',
  pending: 'nothing',
  code: '000000',
  recovery: 'nothing-of-the-kind',
  to: '/my',
  asks: 'code',
  response,
  name: 'A key',
  scopes: ['images:read'],
  keyId: 'key_nothing',
  passkeyId: 'pky_nothing',
  sessionId: 'ses_nothing',
  addressId: 'adr_nothing',
  field: 'about',
  of: 'accounts_people',
  row: 'nothing',
  column: 'about',
  displayName: 'Ada',
  about: 'I like harps.',
  profilePublic: 'on',
  theme: 'dark',
  ground: 'paper',
  colour: '#123456',
  forget: 'on',
  file: aFile,
  title: 'Harp',
  description: 'A harp.',
  alt: 'A harp',
  tags: 'harp',
  licence: 'CC0-1.0',
  attribution: 'Ada',
  visibility: 'public',
  id: 'img_nothing',
  does: 'Delivers letters.',
  categories: 'user.contact.email',
  purposes: 'mail.account',
  region: 'United States',
  hosts: 'smtp.example',
  agreement: 'own',
  fileHash: '',
  signedOn: '2026-01-01',
  endsOn: '',
  reviewOn: '2099-01-01',
  contactName: 'Kim',
  contactEmail: 'kim@example.org',
  version: '1',
  months: '0',
  when: 'later',
  who: 'ada',
  kind: 'asked',
  reason: 'They asked on the telephone.',
  viewing: 'nothing',
  value: 'lovelace',
  happened: 'A disk was stolen.',
  noticedAt: '2026-01-05T08:00',
  peopleCount: '3',
  severity: 'risk',
  severityReasons: 'It was not enciphered.',
  consequences: '',
  measures: '',
  step: 'report',
  note: '',
  stores: 'accounts_preferences',
  names: '',
  text: 'A disk was stolen.',
  body: 'A disk was stolen.',
  because: 'dispute',
  interests: ['publisher'],
  address: 'grace@example.org',
  topic: 'publisher',
  task: 'tsk_nothing',
  reached: 'yes',
  outcome: '',
  assignee: '',
  site: 'https://paper.example',
  vertical: 'travel',
  message: 'What does it cost?',
  channel: 'email',
  fields: 'accounts_addresses.email',
  what: 'nothing',
  agreeRegionWording: '1',
  profilePublicWording: '1',
  'agree-profile-public': 'on',
  'agree-profile-publicWording': '1',
  country: 'NL',
  streetAddress: '',
  telephone: '',
  preferredChannel: 'email',
  settingsVersion: '0',
  pictures: 'img',
  minWidth: '300',
  minHeight: '200',
  formats: 'strip',
  corner: 'top-left',
  edge: 'top',
  adBackground: '#ffffff',
  adText: '#000000',
  labelBackground: '#000000',
  labelText: '#ffffff',
  label: 'Ad',
  maxPerPage: '1',
  sendsTitle: 'no',
  neverPictures: '',
  neverPages: '/private/**',
  blockedAdvertisers: '',
  blockedHosts: '',
  blockedCategories: '',
  blockedWords: '',
}

/** Where what is sent has to differ, so that the walk can go on with the same member. */
export const fillingOf: Readonly<Record<string, Partial<Record<AskedField, Sent>>>> = {
  'POST /settings/account/name': { username: 'ada' },
  'POST /console/new': { kind: 'publisher' },
  'POST /staff/holds/[hold]?/lift': { note: 'It was settled.' },
  'POST /privacy/consents?/give': { what: 'profile-public' },
  'POST /privacy/consents?/takeBack': { what: 'profile-public' },
}

/** Ways that read JSON and not a form. */
export const isJson = (way: string): boolean =>
  way.includes('/passkey') && !way.includes('?/') ? true : /^(PATCH|PUT) /.test(way)
export const isMultipart = (way: string): boolean => /^POST \/(upload\/pictures|api\/v1\/images)$/.test(way)

/** The address of a pattern, with `otherwise` in every part that has no value here. */
export function addressOf(pattern: string, values: Readonly<Record<string, string>>, otherwise: string): string {
  const parts = [...pattern.matchAll(/\[\[?(?:\.\.\.)?([\w-]+)|:(\w+)/g)].map(([, site, wire]) => site ?? wire ?? '')
  return fill(pattern, { ...Object.fromEntries(parts.map((name) => [name, otherwise])), ...values })
}
