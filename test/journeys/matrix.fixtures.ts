import { type Scope, type StaffScope, rolesOfScope } from '#accounts/people'
import type { StaffRole } from '#accounts/roles'

/*
 * Who gets which answer, for every way into the house. A way that is not in `matrix` fails the test: whoever adds a page,
 * an action or a route adds its line here, with one of the policies below or a new one.
 */

/** What an answer amounts to. `open`: served, or a form that is read and found incomplete. */
export type Outcome = 'open' | 'sign-in' | 'forbidden' | 'not-found' | 'no-such-method'

/** Somebody as they knock. */
export interface Caller {
  readonly name: string
  readonly by: 'nothing' | 'session' | 'key' | 'revoked key'
  /** Of the pictures and of the account that the ways lead to. */
  readonly isOwner?: boolean
  readonly isVerified?: boolean
  readonly scopes?: readonly Scope[]
  readonly staff?: StaffRole
  /** By a second factor. */
  readonly isStrong?: boolean
  /** Proved who they are too long ago for what cannot be undone. */
  readonly isStale?: boolean
}

export type Policy = (caller: Caller) => Outcome

/** One question to a way. `{public}`, `{unlisted}`, `{private}`, `{deleted}` stand for pictures of the owner. */
export interface Question {
  /** Where it is not the way itself. */
  readonly at?: string
  readonly policy: Policy
  /** Fields of the form that is sent; one without fields shows who may send it, and changes nothing. */
  readonly form?: Readonly<Record<string, string>>
  readonly json?: string
  /** A form that could bring files, and brings none. */
  readonly multipart?: true
}

const visitor: Caller = { name: 'a visitor', by: 'nothing' }

/** Pages know people by the cookie alone. */
const bySession =
  (policy: Policy): Policy =>
  (caller) =>
    policy(caller.by === 'session' ? caller : visitor)
/** The API knows them by the key alone, and says so when it is none. */
const byKey =
  (policy: Policy): Policy =>
  (caller) => {
    if (caller.by === 'revoked key') return 'sign-in'
    return policy(caller.by === 'key' ? caller : visitor)
  }
const byEither =
  (policy: Policy): Policy =>
  (caller) =>
    caller.by === 'revoked key' ? 'sign-in' : policy(caller)

const everybody: Policy = () => 'open'
const nobody: Policy = () => 'not-found'
const whoeverSignedIn: Policy = ({ by }) => (by === 'nothing' ? 'sign-in' : 'open')
const active =
  (scope: Scope | null, then: Policy = everybody): Policy =>
  (caller) => {
    if (caller.by === 'nothing') return 'sign-in'
    if (caller.by === 'key' && (scope === null || !caller.scopes?.includes(scope))) return 'forbidden'
    return caller.isVerified ? then(caller) : 'forbidden'
  }
/** What cannot be undone, or decides who gets in. */
const proven = (then: Policy = everybody): Policy =>
  active(null, (caller) => (caller.isStale ? 'forbidden' : then(caller)))
const owns = (caller: Caller, scope: Scope): boolean =>
  caller.isOwner === true && (caller.by !== 'key' || caller.scopes?.includes(scope) === true)
const seeing =
  (visibility: string): Policy =>
  (caller) => {
    if (visibility === 'deleted') return 'not-found'
    return visibility !== 'private' || owns(caller, 'images:read') ? 'open' : 'not-found'
  }
const changing = (visibility: string): Policy =>
  active('images:write', (caller) => {
    if (visibility === 'deleted') return 'not-found'
    if (owns(caller, 'images:write')) return 'open'
    return visibility === 'private' ? 'not-found' : 'forbidden'
  })
/** The page for it is there for whoever may, and for nobody else. */
const editing =
  (visibility: string): Policy =>
  (caller) => {
    if (caller.by === 'nothing') return 'sign-in'
    return caller.isOwner && visibility !== 'deleted' ? 'open' : 'not-found'
  }
const both =
  (first: Policy, second: Policy): Policy =>
  (caller) => {
    const outcome = first(caller)
    return outcome === 'open' ? second(caller) : outcome
  }
const staff =
  (...roles: readonly StaffRole[]): Policy =>
  (caller) => {
    if (!caller.staff || !roles.includes(caller.staff)) return 'not-found'
    return caller.isStrong ? 'open' : 'forbidden'
  }

/** A desk at which a program of staff may work: by a key for it, of somebody who works there. */
const keyOfStaff =
  (scope: StaffScope): Policy =>
  ({ staff: role, scopes }) => {
    if (!role || !rolesOfScope[scope].some((one) => one === role)) return 'not-found'
    return scopes?.includes(scope) ? 'open' : 'forbidden'
  }

/** What belongs to an organisation, for whoever acts for it; its owner is the owner of the pictures. */
const ofOrganisationFor = (scope: Scope | null): Policy =>
  active(scope, ({ isOwner }) => (isOwner ? 'open' : 'not-found'))
const ofOrganisation = ofOrganisationFor(null)

const ofEveryone = (at: string, more: Partial<Question> = {}): Question => ({
  at,
  policy: bySession(ofOrganisation),
  ...more,
})
/** Of a thing that an organisation does not have, also for whoever acts for it. */
const nothingOf: Policy = bySession(active(null, nobody))

/** The other side of an agreement. */
const party = {
  name: 'Ada',
  company: 'Harps Weekly',
  street: '14 Quay Street, Portland',
  email: 'desk@harps.example',
  telephone: '+49 30 1234567',
}

/** Of a version that there is not, so that nothing changes. */
const pictureSettings = {
  settingsVersion: 999,
  pictures: ['img'],
  minWidth: 300,
  minHeight: 200,
  formats: ['strip'],
  corner: 'top-left',
  edge: 'top',
  adBackground: '#ffffff',
  adText: '#000000',
  labelBackground: '#000000',
  labelText: '#ffffff',
  label: 'Ad',
  maxPerPage: 1,
}

/** Without what stands on invoices, so that nothing is begun. */
const order = {
  ...{ title: 'Spring', zone: 'UTC', currency: 'USD', name: 'Ada', company: 'Harp', street: '14 Quay Street' },
  ...{ email: 'desk@harp.example', telephone: '+1 207 555 0123' },
}

/** Whoever makes calls to companies. */
const callers = staff('support', 'moderator', 'billing', 'admin')

/** Where records of people are opened. */
const desk = staff('support', 'privacy_counsel', 'security', 'admin')
/** What support does with an open record; without a reason that was given nothing is open. */
const supportWithoutReason = both(desk, (caller) => (caller.staff === 'support' ? 'forbidden' : 'not-found'))

const shown = ['public', 'unlisted', 'private', 'deleted'] as const
const ofEach = (
  at: string,
  policy: (visibility: string) => Policy,
  more: Partial<Question> = {},
): readonly Question[] =>
  shown.map((visibility) => ({ at: at.replace('{}', `{${visibility}}`), policy: policy(visibility), ...more }))

const page = { policy: everybody }
const members = { policy: bySession(whoeverSignedIn) }
const formOfMembers = { policy: bySession(whoeverSignedIn), form: {} }
const formOfActive = { policy: bySession(active(null)), form: {} }
const formOfProven = { policy: bySession(proven()), form: {} }
const form = { policy: everybody, form: {} }

export const matrix: Readonly<Record<string, Question | readonly Question[]>> = {
  // Pages that everybody may read.
  'GET /': page,
  'GET /search': page,
  'GET /search/more': page,
  'GET /tags/[tag]': { at: '/tags/strings', policy: everybody },
  'GET /@[username]': [
    { at: '/@open', policy: everybody },
    // Closed until it is opened.
    { at: '/@ada', policy: bySession(({ isOwner }) => (isOwner ? 'open' : 'not-found')) },
    { at: '/@nobody', policy: nobody },
  ],
  'GET /publishers': page,
  'GET /advertisers': page,
  'GET /networks': page,
  'GET /inquiry': page,
  'POST /inquiry': form,
  'GET /inquiry/received': [
    { at: '/inquiry/received?number=thr_00000000000000000000000000', policy: everybody },
    { at: '/inquiry/received?number=anything', policy: nobody },
  ],
  'GET /inquiry/[token]': [
    { at: '{inquiry}', policy: everybody },
    { at: '/inquiry/nothing', policy: nobody },
  ],
  ...Object.fromEntries(
    ['write', 'correct', 'eraseAnswer', 'object', 'takeBack'].map((action) => [
      `POST /inquiry/[token]?/${action}`,
      { at: `{inquiry}?/${action}`, policy: everybody, form: {} },
    ]),
  ),
  // The operator does not ask, so that there is nothing to answer.
  'POST /inquiry/[token]?/answer': { at: '{inquiry}?/answer', policy: nobody, form: {} },
  'POST /inquiry/[token]?/withdraw': { at: '/inquiry/nothing?/withdraw', policy: nobody, form: {} },
  'GET /privacy': page,
  'GET /privacy/cookies': page,
  'GET /privacy/consents': page,
  'POST /privacy/consents?/give': formOfActive,
  'POST /privacy/consents?/takeBack': { policy: bySession(whoeverSignedIn), form: { what: 'look' } },
  'POST /privacy/cookies?/clear': form,
  'GET /privacy/cookies/help': page,
  'GET /privacy/data-map': page,
  'GET /privacy/my-data': members,
  'GET /privacy/my-data/access': members,
  'GET /privacy/my-data/delete': {
    at: '/privacy/my-data/delete?of=accounts_people&column=about',
    policy: bySession(whoeverSignedIn),
  },
  'POST /privacy/my-data/delete': {
    at: '/privacy/my-data/delete?of=accounts_people&column=about',
    policy: bySession(whoeverSignedIn),
    form: {},
  },
  'GET /privacy/my-data/[store]': { at: '/privacy/my-data/accounts_people', policy: bySession(whoeverSignedIn) },
  'GET /privacy/promises': page,
  'GET /privacy/promises.json': page,
  'GET /privacy/my-data/export': { policy: bySession(active(null)) },
  'POST /privacy/my-data/export?/start': formOfActive,
  'POST /privacy/my-data/export?/cancel': { policy: bySession(active(null, nobody)), form: { id: 'exp_nothing' } },
  'POST /privacy/my-data/export?/remove': { policy: bySession(active(null, nobody)), form: { id: 'exp_nothing' } },
  'GET /download/export/:id': { at: '/download/export/exp_nothing', policy: bySession(proven(nobody)) },
  'GET /privacy/vendors': page,
  'GET /privacy/incidents': page,
  'GET /terms': page,
  'GET /doc_privacy': page,
  'GET /doc_terms': page,
  'GET /privacy.php': page,

  // Becoming somebody.
  'GET /sign-up': page,
  'POST /sign-up': form,
  'GET /sign-in': page,
  'POST /sign-in': form,
  'POST /sign-in/passkey/options': { policy: everybody, json: '{}' },
  'POST /sign-in/passkey': { policy: everybody, json: '{}' },
  'GET /sign-out': page,
  'POST /sign-out': form,
  'GET /forgot': page,
  'POST /forgot': form,
  'GET /verify/[token]': { at: '/verify/nothing', policy: everybody },
  'POST /verify/[token]': { at: '/verify/nothing', policy: everybody, form: {} },
  'GET /reset/[token]': { at: '/reset/nothing', policy: everybody },
  'POST /reset/[token]': { at: '/reset/nothing', policy: everybody, form: {} },
  'GET /undo/[token]': { at: '/undo/nothing', policy: everybody },
  'POST /undo/[token]': { at: '/undo/nothing', policy: everybody, form: {} },
  'GET /not-me/[token]': { at: '/not-me/nothing', policy: everybody },
  'POST /not-me/[token]': { at: '/not-me/nothing', policy: everybody, form: {} },
  'GET /secured': page,

  // Proving again that one is who one is.
  'GET /confirm': members,
  'POST /confirm': formOfMembers,
  'POST /confirm/passkey/options': { policy: bySession(whoeverSignedIn), json: '{}' },
  'POST /confirm/passkey': { policy: everybody, json: '{}' },

  // Pictures.
  'GET /p/[id]/[[slug]]': ofEach('/p/{}', (visibility) => bySession(seeing(visibility))),
  'POST /p/[id]/[[slug]]?/delete': ofEach(
    '/p/{}/harp?/delete',
    // The form comes back on the page, which has to be theirs to see.
    (visibility) => bySession(both(seeing(visibility), changing(visibility))),
    { form: {} },
  ),
  'GET /p/[id]/edit': ofEach('/p/{}/edit', (visibility) => bySession(editing(visibility))),
  'POST /p/[id]/edit': ofEach('/p/{}/edit', (visibility) => bySession(editing(visibility)), { form: {} }),
  'GET /my': members,
  'POST /my?/restore': [
    {
      policy: bySession(active(null, ({ isOwner }) => (isOwner ? 'open' : 'not-found'))),
      form: { id: '{deleted}' },
    },
  ],
  'GET /upload': members,
  'POST /upload/pictures': { policy: bySession(active('images:write')), multipart: true },
  'GET /i/:idAndVersion/:file': [
    { at: '{bytes of public}', policy: everybody },
    { at: '{bytes of unlisted}', policy: everybody },
    { at: '{bytes of private}', policy: everybody },
    { at: '{bare bytes of unlisted}', policy: nobody },
    { at: '{bare bytes of private}', policy: nobody },
    { at: '{bytes of deleted}', policy: nobody },
  ],
  'GET /download/:id': ofEach('/download/{}', (visibility) => byEither(seeing(visibility))),

  // One's own account.
  'GET /settings': members,
  'GET /settings/profile': members,
  'POST /settings/profile?/save': { policy: bySession(active(null)), form: { displayName: '', about: '' } },
  'POST /settings/profile?/empty': { policy: bySession(active(null)), form: { field: 'about' } },
  'GET /settings/account': members,
  'POST /settings/account?/idle': { policy: bySession(active(null)), form: { months: '0' } },
  'POST /settings/account?/resend': formOfMembers,
  'POST /settings/account?/code': formOfProven,
  'GET /settings/account/addresses': members,
  'POST /settings/account/addresses?/add': { policy: bySession(proven()), form: { email: 'ada@example.org' } },
  'POST /settings/account/addresses?/primary': {
    policy: bySession(proven(nobody)),
    form: { addressId: 'adr_nothing' },
  },
  'POST /settings/account/addresses?/remove': { policy: bySession(proven(nobody)), form: { addressId: 'adr_nothing' } },
  'POST /settings/account/addresses?/resend': {
    policy: bySession(active(null, nobody)),
    form: { addressId: 'adr_nothing' },
  },
  'GET /settings/account/name': members,
  'POST /settings/account/name': { policy: bySession(proven()), form: { username: 'ada' } },
  'GET /settings/account/close': members,
  'POST /settings/account/close': formOfMembers,
  // Whoever is not about to be erased is led on from there.
  'GET /leaving': members,
  'POST /leaving': { policy: bySession(whoeverSignedIn), form: {} },
  'GET /privacy/receipt/[token]': { at: '/privacy/receipt/nothing', policy: nobody },
  'GET /settings/api-keys': { policy: bySession(active(null)) },
  'POST /settings/api-keys?/create': formOfActive,
  'POST /settings/api-keys?/revoke': formOfActive,
  'GET /settings/look': members,
  'POST /settings/look': formOfMembers,
  'GET /settings/security': members,
  'POST /settings/security?/password': formOfMembers,
  'POST /settings/security?/remove-password': formOfProven,
  'POST /settings/security?/remove-app': formOfProven,
  'GET /settings/security/authenticator': { policy: bySession(proven()) },
  'POST /settings/security/authenticator?/offer': formOfProven,
  'POST /settings/security/authenticator?/confirm': formOfProven,
  'GET /settings/security/recovery-codes': members,
  'POST /settings/security/recovery-codes': formOfProven,
  'GET /settings/security/passkeys': { policy: bySession(active(null)) },
  'POST /settings/security/passkeys?/rename': {
    policy: bySession(active(null, nobody)),
    form: { passkeyId: 'pky_nothing', name: 'Key' },
  },
  'POST /settings/security/passkeys?/remove': {
    policy: bySession(proven(nobody)),
    form: { passkeyId: 'pky_nothing' },
  },
  'POST /settings/security/passkeys/add/options': { policy: bySession(proven()), json: '{}' },
  'POST /settings/security/passkeys/add': { policy: everybody, json: '{}' },
  'GET /settings/sessions': members,
  'POST /settings/sessions?/revoke': formOfMembers,
  'POST /settings/sessions?/others': formOfMembers,
  'POST /settings/sessions?/everywhere': formOfMembers,
  'POST /settings/sessions?/clear': formOfMembers,

  // Staff.
  'GET /staff/statistics': { policy: bySession(staff('admin')) },
  'GET /staff/statistics.csv': { policy: bySession(staff('admin')) },
  'GET /staff/statistics.json': { policy: bySession(staff('admin')) },
  'GET /staff/answers': { policy: bySession(staff('admin')) },
  'GET /staff/outbox': { policy: bySession(staff('admin', 'support')) },
  'GET /staff/outbox/[mail]': { at: '/staff/outbox/{letter}', policy: bySession(staff('admin', 'support')) },

  'GET /staff/vendors': { policy: bySession(staff('privacy_counsel', 'admin')) },
  'GET /staff/vendors/new': { policy: bySession(staff('privacy_counsel', 'admin')) },
  'POST /staff/vendors/new': { policy: bySession(staff('privacy_counsel', 'admin')), form: {} },
  'GET /staff/vendors/[vendor]': {
    at: '/staff/vendors/{vendor}',
    policy: bySession(staff('privacy_counsel', 'admin')),
  },
  ...Object.fromEntries(
    ['save', 'activate', 'end'].map((action) => [
      `POST /staff/vendors/[vendor]?/${action}`,
      { at: `/staff/vendors/{vendor}?/${action}`, policy: bySession(staff('privacy_counsel', 'admin')), form: {} },
    ]),
  ),
  'GET /staff/people': { policy: bySession(desk) },
  'POST /staff/people': { policy: bySession(desk), form: {} },
  'GET /staff/people/[person]': [
    { at: '/staff/people/{person}', policy: bySession(desk) },
    { at: '/staff/people/mem_nothing', policy: bySession(both(desk, nobody)) },
  ],
  'POST /staff/people/[person]?/open': { at: '/staff/people/{person}?/open', policy: bySession(desk), form: {} },
  // Support alone; of the rest of the desk the page is there, and the act is not.
  'POST /staff/people/[person]?/ask': {
    at: '/staff/people/{person}?/ask',
    policy: bySession(supportWithoutReason),
    form: { viewing: 'x' },
  },
  'POST /staff/people/[person]?/correct': {
    at: '/staff/people/{person}?/correct',
    policy: bySession(supportWithoutReason),
    form: { viewing: 'x', field: 'username', value: 'lovelace' },
  },

  'GET /staff/breaches': { policy: bySession(staff('privacy_counsel', 'security', 'admin')) },
  'GET /staff/breaches/new': { policy: bySession(staff('privacy_counsel', 'security', 'admin')) },
  'POST /staff/breaches/new': { policy: bySession(staff('privacy_counsel', 'security', 'admin')), form: {} },
  'GET /staff/breaches/[breach]': {
    at: '/staff/breaches/{breach}',
    policy: bySession(staff('privacy_counsel', 'security', 'admin')),
  },
  'GET /staff/breaches/[breach]/record': {
    at: '/staff/breaches/{breach}/record',
    policy: bySession(staff('privacy_counsel', 'security', 'admin')),
  },
  ...Object.fromEntries(
    ['save', 'step', 'tell', 'publish'].map((action) => [
      `POST /staff/breaches/[breach]?/${action}`,
      {
        at: `/staff/breaches/{breach}?/${action}`,
        policy: bySession(staff('privacy_counsel', 'security', 'admin')),
        form: {},
      },
    ]),
  ),

  // The console.
  'GET /console': { policy: bySession(active(null)) },
  'GET /console/new': { policy: bySession(active(null)) },
  'POST /console/new': formOfActive,
  'GET /console/[organisation]': [
    { at: '/console/{organisation}', policy: bySession(ofOrganisation) },
    { at: '/console/pub_nothing', policy: bySession(both(whoeverSignedIn, nobody)) },
  ],
  'GET /console/[organisation]/settings': { at: '/console/{organisation}/settings', policy: bySession(ofOrganisation) },
  'POST /console/[organisation]/settings': {
    at: '/console/{organisation}/settings',
    policy: bySession(ofOrganisation),
    form: {},
  },
  'GET /console/[organisation]/people': { at: '/console/{organisation}/people', policy: bySession(ofOrganisation) },
  'POST /console/[organisation]/people?/invite': {
    at: '/console/{organisation}/people?/invite',
    policy: bySession(ofOrganisation),
    form: {},
  },
  'POST /console/[organisation]/people?/revoke': {
    at: '/console/{organisation}/people?/revoke',
    policy: bySession(ofOrganisation),
    form: {},
  },
  'POST /console/[organisation]/people?/roles': {
    at: '/console/{organisation}/people?/roles',
    policy: bySession(ofOrganisation),
    form: {},
  },
  'POST /console/[organisation]/people?/remove': {
    at: '/console/{organisation}/people?/remove',
    policy: bySession(ofOrganisation),
    form: {},
  },
  'POST /console/[organisation]/people?/leave': {
    at: '/console/{organisation}/people?/leave',
    policy: bySession(ofOrganisation),
    form: {},
  },
  'GET /console/[organisation]/contacts': { at: '/console/{organisation}/contacts', policy: bySession(ofOrganisation) },
  'POST /console/[organisation]/contacts?/remove': {
    at: '/console/{organisation}/contacts?/remove',
    policy: bySession(ofOrganisation),
    form: {},
  },
  'GET /console/[organisation]/contacts/change': {
    at: '/console/{organisation}/contacts/change',
    policy: bySession(ofOrganisation),
  },
  'POST /console/[organisation]/contacts/change': {
    at: '/console/{organisation}/contacts/change',
    policy: bySession(ofOrganisation),
    form: {},
  },
  'GET /console/[organisation]/billing': { at: '/console/{organisation}/billing', policy: bySession(ofOrganisation) },
  'POST /console/[organisation]/billing?/save': {
    at: '/console/{organisation}/billing?/save',
    policy: bySession(ofOrganisation),
    form: {},
  },
  'POST /console/[organisation]/billing?/payout': {
    at: '/console/{organisation}/billing?/payout',
    policy: bySession(ofOrganisation),
    form: {},
  },
  'GET /console/[organisation]/close': { at: '/console/{organisation}/close', policy: bySession(ofOrganisation) },
  // It needs no field: of the one that there is it would close it.
  'POST /console/[organisation]/close': {
    at: '/console/pub_nothing/close',
    policy: bySession(both(whoeverSignedIn, nobody)),
    form: {},
  },

  // What letters about organisations lead to.
  'GET /invitations/[token]': { at: '/invitations/nothing', policy: everybody },
  'POST /invitations/[token]?/accept': { at: '/invitations/nothing?/accept', policy: everybody, form: {} },
  'POST /invitations/[token]?/decline': { at: '/invitations/nothing?/decline', policy: everybody, form: {} },
  'GET /invitations/declined': page,
  'GET /contact/[token]': { at: '/contact/nothing', policy: everybody },
  'POST /contact/[token]?/correct': { at: '/contact/nothing?/correct', policy: everybody, form: {} },
  'POST /contact/[token]?/erase': { at: '/contact/nothing?/erase', policy: everybody, form: {} },
  'GET /contact/[token]/replace': { at: '/contact/nothing/replace', policy: everybody },
  'POST /contact/[token]/replace': { at: '/contact/nothing/replace', policy: everybody, form: {} },
  'GET /contact/gone': page,
  'GET /welcome/[token]': { at: '/welcome/nothing', policy: everybody },
  'POST /welcome/[token]?/accept': { at: '/welcome/nothing?/accept', policy: everybody, form: {} },
  'POST /welcome/[token]?/join': { at: '/welcome/nothing?/join', policy: everybody, form: {} },
  'POST /welcome/[token]?/decline': { at: '/welcome/nothing?/decline', policy: everybody, form: {} },

  'GET /staff/organisations': { policy: bySession(staff('support', 'billing', 'admin')) },
  'POST /staff/organisations': { policy: bySession(staff('support', 'billing', 'admin')), form: {} },
  'GET /staff/organisations/new': { policy: bySession(staff('support', 'billing', 'admin')) },
  'POST /staff/organisations/new': { policy: bySession(staff('support', 'billing', 'admin')), form: {} },
  'GET /staff/organisations/[number]': {
    at: '/staff/organisations/{organisation}',
    policy: bySession(staff('support', 'billing', 'admin')),
  },
  'POST /staff/organisations/[number]?/open': {
    at: '/staff/organisations/{organisation}?/open',
    policy: bySession(staff('support', 'billing', 'admin')),
    form: {},
  },

  'GET /console/[organisation]/sign-up': { at: '/console/{organisation}/sign-up', policy: bySession(ofOrganisation) },
  'POST /console/[organisation]/sign-up?/agreement': {
    at: '/console/{organisation}/sign-up?/agreement',
    policy: bySession(ofOrganisation),
    form: {},
  },
  'GET /console/[organisation]/sign-up/company': {
    at: '/console/{organisation}/sign-up/company',
    policy: bySession(ofOrganisation),
  },
  'POST /console/[organisation]/sign-up/company': {
    at: '/console/{organisation}/sign-up/company',
    policy: bySession(ofOrganisation),
    form: { name: 'Harps Weekly', country: 'NL', email: 'desk@harps.example', signatoryName: 'Ada Harp' },
  },
  'GET /console/[organisation]/pictures': { at: '/console/{organisation}/pictures', policy: bySession(ofOrganisation) },
  'POST /console/[organisation]/pictures': {
    at: '/console/{organisation}/pictures',
    policy: bySession(ofOrganisation),
    form: Object.fromEntries(Object.entries(pictureSettings).map(([name, value]) => [name, String(value)])),
  },
  'GET /console/[organisation]/agreements': ofEveryone('/console/{organisation}/agreements'),
  'GET /console/[organisation]/agreements/[agreement]': ofEveryone('/console/{organisation}/agreements/{agreement}'),
  'GET /console/[organisation]/agreements/[agreement]/agreement.pdf': ofEveryone(
    '/console/{organisation}/agreements/{agreement}/agreement.pdf',
  ),
  'POST /console/[organisation]/agreements?/ask': ofEveryone('/console/{organisation}/agreements?/ask', { form: {} }),
  ...Object.fromEntries(
    ['sign', 'notice'].map((action) => [
      `POST /console/[organisation]/agreements/[agreement]?/${action}`,
      { at: `/console/{organisation}/agreements/agr_nothing?/${action}`, policy: nothingOf, form: {} },
    ]),
  ),
  'GET /console/[organisation]/sites': ofEveryone('/console/{organisation}/sites'),
  'GET /console/[organisation]/sites/[site]': ofEveryone('/console/{organisation}/sites/{site}'),
  'POST /console/[organisation]/sites?/add': ofEveryone('/console/{organisation}/sites?/add', { form: {} }),
  ...Object.fromEntries(
    ['check', 'retire'].map((action) => [
      `POST /console/[organisation]/sites/[site]?/${action}`,
      { at: `/console/{organisation}/sites/sit_nothing?/${action}`, policy: nothingOf, form: {} },
    ]),
  ),
  'GET /console/[organisation]/sites/[site]/pictures': ofEveryone('/console/{organisation}/sites/{site}/pictures'),
  'POST /console/[organisation]/sites/[site]/pictures?/save': {
    at: '/console/{organisation}/sites/sit_nothing/pictures?/save',
    policy: nothingOf,
    form: { settingsVersion: '0' },
  },
  'POST /console/[organisation]/sites/[site]/pictures?/clear': {
    at: '/console/{organisation}/sites/sit_nothing/pictures?/clear',
    policy: nothingOf,
    form: { settingsVersion: '0' },
  },
  'GET /staff/agreements': { policy: bySession(staff('billing', 'admin')) },
  'GET /staff/agreements/[agreement]': {
    at: '/staff/agreements/{agreement}',
    policy: bySession(staff('billing', 'admin')),
  },
  'GET /staff/agreements/[agreement]/agreement.pdf': {
    at: '/staff/agreements/{agreement}/agreement.pdf',
    policy: bySession(staff('billing', 'admin')),
  },
  ...Object.fromEntries(
    ['sign', 'end', 'notice'].map((action) => [
      `POST /staff/agreements/[agreement]?/${action}`,
      { at: `/staff/agreements/{agreement}?/${action}`, policy: bySession(staff('billing', 'admin')), form: {} },
    ]),
  ),
  'GET /console/[organisation]/creatives': { at: '/console/{advertiser}/creatives', policy: bySession(ofOrganisation) },
  'GET /console/[organisation]/creatives/new': {
    at: '/console/{advertiser}/creatives/new',
    policy: bySession(ofOrganisation),
  },
  'GET /console/[organisation]/creatives/[creative]': [
    { at: '/console/{advertiser}/creatives/{creative}', policy: bySession(ofOrganisation) },
    { at: '/console/{advertiser}/creatives/cre_nothing', policy: bySession(both(active(null), nobody)) },
  ],
  ...Object.fromEntries(
    ['change', 'delete'].map((action) => [
      `POST /console/[organisation]/creatives/[creative]?/${action}`,
      {
        at: `/console/{advertiser}/creatives/cre_nothing?/${action}`,
        policy: action === 'change' ? bySession(both(active(null), nobody)) : nothingOf,
        form: { version: '1' },
      },
    ]),
  ),
  'POST /upload/creatives/:organisation': {
    at: '/upload/creatives/{advertiser}',
    policy: bySession(ofOrganisation),
    multipart: true,
  },
  'POST /upload/creatives/:organisation/:creative': {
    at: '/upload/creatives/{advertiser}/cre_nothing',
    policy: nothingOf,
    multipart: true,
  },
  'GET /c/:idAndVersion/:file': { at: '/c/cre_nothing-1/160.webp', policy: nobody },
  'ALL /c/*': { at: '/c/nothing', policy: nobody },
  'GET /console/[organisation]/orders/[order]/lines/[line]/creatives': {
    at: '/console/{advertiser}/orders/{order}/lines/lin_nothing/creatives',
    policy: bySession(both(active(null), nobody)),
  },
  'POST /console/[organisation]/orders/[order]/lines/[line]/creatives': {
    at: '/console/{advertiser}/orders/{order}/lines/lin_nothing/creatives',
    policy: nothingOf,
    form: {},
  },
  'GET /console/[organisation]/approvals': ofEveryone('/console/{organisation}/approvals'),
  'POST /console/[organisation]/approvals?/ask': ofEveryone('/console/{organisation}/approvals?/ask', { form: {} }),
  'POST /console/[organisation]/approvals?/decide': {
    at: '/console/{organisation}/approvals?/decide',
    policy: nothingOf,
    form: { creative: 'cre_nothing', version: '1', allow: 'yes' },
  },
  'GET /staff/creatives': { policy: bySession(staff('moderator', 'admin')) },
  'GET /staff/creatives/[creative]': {
    at: '/staff/creatives/{creative}',
    policy: bySession(staff('moderator', 'admin')),
  },
  ...Object.fromEntries(
    ['approve', 'decline'].map((action) => [
      `POST /staff/creatives/[creative]?/${action}`,
      { at: `/staff/creatives/{creative}?/${action}`, policy: bySession(staff('moderator', 'admin')), form: {} },
    ]),
  ),
  'GET /staff/sites': { policy: bySession(staff('moderator', 'admin')) },
  'GET /staff/sites/[site]': { at: '/staff/sites/{site}', policy: bySession(staff('moderator', 'admin')) },
  'POST /staff/sites/[site]': { at: '/staff/sites/{site}', policy: bySession(staff('moderator', 'admin')), form: {} },

  'GET /console/[organisation]/orders': {
    at: '/console/{advertiser}/orders',
    policy: bySession(ofOrganisation),
  },
  'GET /console/[organisation]/orders/new': {
    at: '/console/{advertiser}/orders/new',
    policy: bySession(ofOrganisation),
  },
  'POST /console/[organisation]/orders/new': {
    at: '/console/{advertiser}/orders/new',
    policy: bySession(ofOrganisation),
    form: order,
  },
  'GET /console/[organisation]/orders/[order]': [
    { at: '/console/{advertiser}/orders/{order}', policy: bySession(ofOrganisation) },
    { at: '/console/{advertiser}/orders/ord_nothing', policy: bySession(both(active(null), nobody)) },
  ],
  'GET /console/[organisation]/orders/orders.csv': {
    at: '/console/{advertiser}/orders/orders.csv',
    policy: bySession(ofOrganisation),
  },
  ...Object.fromEntries(
    ['change', 'line', 'cancel'].flatMap((below) => [
      [
        `GET /console/[organisation]/orders/[order]/${below}`,
        { at: `/console/{advertiser}/orders/{order}/${below}`, policy: bySession(ofOrganisation) },
      ],
      [
        `POST /console/[organisation]/orders/[order]/${below}`,
        {
          at: `/console/{advertiser}/orders/ord_nothing/${below}`,
          policy: bySession(both(active(null), nobody)),
          form: {},
        },
      ],
    ]),
  ),
  'GET /console/[organisation]/orders/[order]/paper': {
    at: '/console/{advertiser}/orders/ord_nothing/paper',
    policy: bySession(both(whoeverSignedIn, nobody)),
  },
  ...Object.fromEntries(
    ['remove', 'submit', 'sign', 'pause', 'resume', 'copy', 'renew'].map((act) => [
      `POST /console/[organisation]/orders/[order]?/${act}`,
      {
        at: `/console/{advertiser}/orders/ord_nothing?/${act}`,
        policy: bySession(both(active(null), nobody)),
        form: {},
      },
    ]),
  ),

  'GET /console/[organisation]/troubles': ofEveryone('/console/{organisation}/troubles'),
  'GET /staff/orders': { policy: bySession(staff('billing', 'admin')) },
  'GET /staff/orders.csv': { policy: bySession(staff('billing', 'admin')) },
  'GET /staff/orders/new': { policy: bySession(staff('billing', 'admin')) },
  'POST /staff/orders/new': { policy: bySession(staff('billing', 'admin')), form: {} },
  'GET /staff/orders/[order]': [
    { at: '/staff/orders/{order}', policy: bySession(staff('billing', 'admin')) },
    { at: '/staff/orders/ord_nothing', policy: bySession(both(staff('billing', 'admin'), nobody)) },
  ],
  'GET /staff/orders/[order]/paper': {
    at: '/staff/orders/ord_nothing/paper',
    policy: bySession(both(staff('billing', 'admin'), nobody)),
  },
  ...Object.fromEntries(
    ['approve', 'decline', 'line', 'remove', 'sign', 'trouble', 'solve'].map((act) => [
      `POST /staff/orders/[order]?/${act}`,
      { at: `/staff/orders/{order}?/${act}`, policy: bySession(staff('billing', 'admin')), form: {} },
    ]),
  ),
  ...Object.fromEntries(
    ['submit', 'pause', 'resume', 'cancel'].map((act) => [
      `POST /staff/orders/[order]?/${act}`,
      {
        at: `/staff/orders/ord_nothing?/${act}`,
        policy: bySession(both(staff('billing', 'admin'), nobody)),
        form: {},
      },
    ]),
  ),
  'GET /staff/calls': { policy: bySession(callers) },
  'POST /staff/calls': { policy: bySession(callers), form: {} },
  'GET /staff/troubles': { policy: bySession(callers) },
  'POST /staff/troubles?/report': { policy: bySession(callers), form: {} },
  'POST /staff/troubles?/solve': { policy: bySession(callers), form: {} },

  'GET /staff/holds': { policy: bySession(staff('privacy_counsel', 'admin')) },
  'GET /staff/holds/new': { policy: bySession(staff('privacy_counsel', 'admin')) },
  'POST /staff/holds/new': { policy: bySession(staff('privacy_counsel', 'admin')), form: {} },
  'GET /staff/holds/[hold]': [
    { at: '/staff/holds/{hold}', policy: bySession(staff('privacy_counsel', 'admin')) },
    { at: '/staff/holds/hld_nothing', policy: bySession(both(staff('privacy_counsel', 'admin'), nobody)) },
  ],
  ...Object.fromEntries(
    ['lift', 'open'].map((action) => [
      `POST /staff/holds/[hold]?/${action}`,
      { at: `/staff/holds/{hold}?/${action}`, policy: bySession(staff('privacy_counsel', 'admin')), form: {} },
    ]),
  ),

  'GET /staff/inbox': { policy: bySession(staff('support')) },
  'POST /staff/inbox?/find': { policy: bySession(staff('support')), form: {} },
  'GET /staff/inbox/[thread]': [
    { at: '/staff/inbox/{thread}', policy: bySession(staff('support')) },
    { at: '/staff/inbox/thr_nothing', policy: bySession(both(staff('support'), nobody)) },
  ],
  ...Object.fromEntries(
    ['send', 'draft', 'call', 'note', 'assign', 'close', 'reopen'].map((action) => [
      `POST /staff/inbox/[thread]?/${action}`,
      { at: `/staff/inbox/{thread}?/${action}`, policy: bySession(staff('support')), form: {} },
    ]),
  ),

  // Machines.
  'GET /healthz': page,
  'GET /readyz': page,
  // To programs on this machine; `src/wire/metrics.test.ts` has who else gets it.
  'GET /metrics': page,
  'GET /api/v1/openapi.json': page,
  'GET /api/v1/tags': page,
  'GET /api/v1/images': { policy: byKey(everybody) },
  'POST /api/v1/images': { policy: byKey(active('images:write')), multipart: true },
  'GET /api/v1/images/:id': ofEach('/api/v1/images/{}', (visibility) => byKey(seeing(visibility))),
  'PATCH /api/v1/images/:id': ofEach('/api/v1/images/{}', (visibility) => byKey(changing(visibility)), { json: '{}' }),
  'DELETE /api/v1/images/:id': ofEach('/api/v1/images/{}', (visibility) => byKey(changing(visibility))),
  'GET /api/v1/organisations': { policy: byKey(active('business:read')) },
  'GET /api/v1/publisher/:organisation': {
    at: '/api/v1/publisher/{organisation}',
    policy: byKey(active('business:read', ({ isOwner }) => (isOwner ? 'open' : 'not-found'))),
  },
  'GET /api/v1/publisher/:organisation/people': {
    at: '/api/v1/publisher/{organisation}/people',
    policy: byKey(active('business:read', ({ isOwner }) => (isOwner ? 'open' : 'not-found'))),
  },
  'GET /api/v1/publisher/:organisation/contacts': {
    at: '/api/v1/publisher/{organisation}/contacts',
    policy: byKey(active('business:read', ({ isOwner }) => (isOwner ? 'open' : 'not-found'))),
  },
  'GET /api/v1/publisher/:organisation/billing': {
    at: '/api/v1/publisher/{organisation}/billing',
    policy: byKey(active('business:read', ({ isOwner }) => (isOwner ? 'open' : 'not-found'))),
  },
  'GET /api/v1/advertiser/:organisation': {
    at: '/api/v1/advertiser/{organisation}',
    policy: byKey(active('business:read', nobody)),
  },
  'GET /api/v1/advertiser/:organisation/people': {
    at: '/api/v1/advertiser/{organisation}/people',
    policy: byKey(active('business:read', nobody)),
  },
  'GET /api/v1/advertiser/:organisation/contacts': {
    at: '/api/v1/advertiser/{organisation}/contacts',
    policy: byKey(active('business:read', nobody)),
  },
  'GET /api/v1/advertiser/:organisation/billing': {
    at: '/api/v1/advertiser/{organisation}/billing',
    policy: byKey(active('business:read', nobody)),
  },
  'GET /api/v1/network/:organisation': {
    at: '/api/v1/network/{organisation}',
    policy: byKey(active('business:read', nobody)),
  },
  'GET /api/v1/network/:organisation/people': {
    at: '/api/v1/network/{organisation}/people',
    policy: byKey(active('business:read', nobody)),
  },
  'GET /api/v1/network/:organisation/contacts': {
    at: '/api/v1/network/{organisation}/contacts',
    policy: byKey(active('business:read', nobody)),
  },
  'GET /api/v1/network/:organisation/billing': {
    at: '/api/v1/network/{organisation}/billing',
    policy: byKey(active('business:read', nobody)),
  },
  'GET /api/v1/publisher/:organisation/sign-up': {
    at: '/api/v1/publisher/{organisation}/sign-up',
    policy: byKey(ofOrganisationFor('business:read')),
  },
  'GET /api/v1/publisher/:organisation/terms': {
    at: '/api/v1/publisher/{organisation}/terms',
    policy: byKey(ofOrganisationFor('business:read')),
  },
  'GET /api/v1/publisher/:organisation/settings': {
    at: '/api/v1/publisher/{organisation}/settings',
    policy: byKey(ofOrganisationFor('business:read')),
  },
  'PUT /api/v1/publisher/:organisation/settings': {
    at: '/api/v1/publisher/{organisation}/settings',
    policy: byKey(ofOrganisationFor('business:write')),
    json: JSON.stringify(pictureSettings),
  },
  ...Object.fromEntries(
    (['publisher', 'advertiser', 'network'] as const).flatMap((kind) => {
      const [reading, writing] = (['business:read', 'business:write'] as const).map((scope) =>
        byKey(kind === 'publisher' ? ofOrganisationFor(scope) : active(scope, nobody)),
      )
      const nothing = byKey(active('business:write', nobody))
      const toNoKey = byKey(
        active('business:write', ({ isOwner }) => (isOwner && kind === 'publisher' ? 'forbidden' : 'not-found')),
      )
      const at = `/api/v1/${kind}/{organisation}`
      const way = `/api/v1/${kind}/:organisation`
      return [
        [`GET ${way}/people/invitations`, { at: `${at}/people/invitations`, policy: reading }],
        [
          `POST ${way}/people/invitations`,
          {
            at: `${at}/people/invitations`,
            policy: writing,
            json: '{"email":"asked@harps.example","roles":["reader"]}',
          },
        ],
        [
          `DELETE ${way}/people/invitations/:invitation`,
          { at: `${at}/people/invitations/inv_nothing`, policy: nothing },
        ],
        [
          `PUT ${way}/people/:person`,
          { at: `${at}/people/mem_nothing`, policy: nothing, json: '{"roles":["reader"]}' },
        ],
        [`DELETE ${way}/people/:person`, { at: `${at}/people/mem_nothing`, policy: nothing }],
        [
          `PUT ${way}/contacts`,
          {
            at: `${at}/contacts`,
            policy: writing,
            json: '{"kind":"technical","name":"Tim","email":"tim@harps.example"}',
          },
        ],
        [`DELETE ${way}/contacts/technical`, { at: `${at}/contacts/technical`, policy: writing }],
        [`DELETE ${way}/contacts/orders`, { at: `${at}/contacts/orders`, policy: writing }],
        [`DELETE ${way}/contacts/finance`, { at: `${at}/contacts/finance`, policy: writing }],
        [
          `PUT ${way}/billing`,
          { at: `${at}/billing`, policy: writing, json: '{"legalName":"Harps","billingAddress":"1 Quay"}' },
        ],
        [
          `PUT ${way}/billing/payout`,
          { at: `${at}/billing/payout`, policy: toNoKey, json: '{"method":"paypal","account":"a@harps.example"}' },
        ],
      ]
    }),
  ),
  ...Object.fromEntries(
    (['publisher', 'advertiser', 'network'] as const).flatMap((kind) => {
      const [reading, writing] = (['business:read', 'business:write'] as const).map((scope) =>
        byKey(kind === 'publisher' ? ofOrganisationFor(scope) : active(scope, nobody)),
      )
      const at = `/api/v1/${kind}/{organisation}/agreements`
      const way = `/api/v1/${kind}/:organisation/agreements`
      return [
        [`GET ${way}`, { at, policy: reading }],
        [`POST ${way}`, { at, policy: writing, json: JSON.stringify(party) }],
        [`GET ${way}/:agreement`, { at: `${at}/{agreement}`, policy: reading }],
        [`GET ${way}/:agreement/pdf`, { at: `${at}/{agreement}/pdf`, policy: reading }],
      ]
    }),
  ),
  'GET /api/v1/publisher/:organisation/sites': {
    at: '/api/v1/publisher/{organisation}/sites',
    policy: byKey(ofOrganisationFor('business:read')),
  },
  'POST /api/v1/publisher/:organisation/sites': {
    at: '/api/v1/publisher/{organisation}/sites',
    policy: byKey(ofOrganisationFor('business:write')),
    json: '{"host":"www.harps.example"}',
  },
  'GET /api/v1/publisher/:organisation/sites/:site': {
    at: '/api/v1/publisher/{organisation}/sites/{site}',
    policy: byKey(ofOrganisationFor('business:read')),
  },
  'POST /api/v1/publisher/:organisation/sites/:site/check': {
    at: '/api/v1/publisher/{organisation}/sites/sit_nothing/check',
    policy: byKey(active('business:write', nobody)),
  },
  'DELETE /api/v1/publisher/:organisation/sites/:site': {
    at: '/api/v1/publisher/{organisation}/sites/sit_nothing',
    policy: byKey(active('business:write', nobody)),
  },
  ...Object.fromEntries(
    (
      [
        ['GET', '/orders', '/orders', 'orders', null],
        ['GET', '/orders/:order', '/orders/{order}', 'orders', null],
        ['POST', '/orders/:order/approve', '/orders/ord_nothing/approve', 'orders', {}],
        ['POST', '/orders/:order/decline', '/orders/ord_nothing/decline', 'orders', {}],
        ['POST', '/orders/:order/troubles', '/orders/ord_nothing/troubles', 'orders', {}],
        ['POST', '/troubles/:trouble/solve', '/troubles/trb_nothing/solve', 'orders', {}],
        ['GET', '/sites', '/sites', 'sites', null],
        ['POST', '/sites/:site/review', '/sites/sit_nothing/review', 'sites', {}],
        ['GET', '/creatives', '/creatives', 'creatives', null],
        ['GET', '/creatives/:creative', '/creatives/{creative}', 'creatives', null],
        ['POST', '/creatives/:creative/approve', '/creatives/cre_nothing/approve', 'creatives', {}],
        ['POST', '/creatives/:creative/decline', '/creatives/cre_nothing/decline', 'creatives', {}],
      ] as const
    ).map(([method, way, at, what, body]) => [
      `${method} /api/v1/staff${way}`,
      {
        at: `/api/v1/staff${at}`,
        policy: byKey(keyOfStaff(`staff:${what}`)),
        ...(body && { json: JSON.stringify(body) }),
      },
    ]),
  ),
  ...Object.fromEntries(
    (['advertiser', 'network'] as const).flatMap((kind): [string, Question][] => {
      const [way, at] = [`/api/v1/${kind}/:organisation/creatives`, `/api/v1/${kind}/{${kind}}/creatives`]
      return [
        [`GET ${way}`, { at, policy: byKey(ofOrganisationFor('business:read')) }],
        // A form is read before anything is looked for.
        [`POST ${way}`, { at, policy: byKey(active('business:write')), multipart: true }],
        [
          `GET ${way}/:creative`,
          kind === 'advertiser'
            ? { at: `${at}/{creative}`, policy: byKey(ofOrganisationFor('business:read')) }
            : { at: `${at}/cre_nothing`, policy: byKey(active('business:read', nobody)) },
        ],
        [
          `PATCH ${way}/:creative`,
          {
            at: `${at}/cre_nothing`,
            // Of a network whose agreement is not in force nothing is looked at.
            policy: byKey(kind === 'network' ? ofOrganisationFor('business:write') : active('business:write', nobody)),
            json: '{"version":1}',
          },
        ],
        [
          `PUT ${way}/:creative/picture`,
          { at: `${at}/cre_nothing/picture`, policy: byKey(active('business:write')), multipart: true },
        ],
        [`DELETE ${way}/:creative`, { at: `${at}/cre_nothing`, policy: byKey(active('business:write', nobody)) }],
      ]
    }),
  ),
  'PUT /api/v1/advertiser/:organisation/orders/:order/lines/:line/creatives': {
    at: '/api/v1/advertiser/{advertiser}/orders/{order}/lines/lin_nothing/creatives',
    policy: byKey(active('business:write', nobody)),
    json: '{"creatives":[]}',
  },
  'GET /api/v1/publisher/:organisation/creatives': {
    at: '/api/v1/publisher/{organisation}/creatives',
    policy: byKey(ofOrganisationFor('business:read')),
  },
  'PUT /api/v1/publisher/:organisation/creatives': {
    at: '/api/v1/publisher/{organisation}/creatives',
    policy: byKey(ofOrganisationFor('business:write')),
    json: '{"ask":false}',
  },
  'PUT /api/v1/publisher/:organisation/creatives/:creative': {
    at: '/api/v1/publisher/{organisation}/creatives/cre_nothing',
    policy: byKey(active('business:write', nobody)),
    json: '{"version":1,"allow":true}',
  },
  'GET /api/v1/advertiser/:organisation/orders': {
    at: '/api/v1/advertiser/{advertiser}/orders',
    policy: byKey(ofOrganisationFor('business:read')),
  },
  'POST /api/v1/advertiser/:organisation/orders': {
    at: '/api/v1/advertiser/{advertiser}/orders',
    policy: byKey(ofOrganisationFor('business:write')),
    json: JSON.stringify(order),
  },
  'GET /api/v1/advertiser/:organisation/orders/:order': {
    at: '/api/v1/advertiser/{advertiser}/orders/ord_nothing',
    policy: byKey(both(active('business:read'), nobody)),
  },
  'PUT /api/v1/advertiser/:organisation/orders/:order': {
    at: '/api/v1/advertiser/{advertiser}/orders/ord_nothing',
    policy: byKey(both(active('business:write'), nobody)),
    json: JSON.stringify({ ...order, revision: 1 }),
  },
  'PATCH /api/v1/advertiser/:organisation/orders/:order': {
    at: '/api/v1/advertiser/{advertiser}/orders/ord_nothing',
    policy: byKey(both(active('business:write'), nobody)),
    json: JSON.stringify({ title: 'Spring', revision: 1 }),
  },
  'POST /api/v1/advertiser/:organisation/orders/:order/lines': {
    at: '/api/v1/advertiser/{advertiser}/orders/ord_nothing/lines',
    policy: byKey(both(active('business:write'), nobody)),
    json: JSON.stringify({
      ...{ name: 'Spring', startsOn: '2099-03-20', endsOn: '2099-04-19', priceModel: 'flat', rate: '900.00' },
      revision: 1,
    }),
  },
  'POST /api/v1/advertiser/:organisation/orders/:order/lines/remove': {
    at: '/api/v1/advertiser/{advertiser}/orders/ord_nothing/lines/remove',
    policy: byKey(both(active('business:write'), nobody)),
    json: JSON.stringify({ line: 'lin_nothing', revision: 1 }),
  },
  ...Object.fromEntries(
    ['submit', 'cancel', 'pause', 'resume', 'copy', 'renew'].map((act) => [
      `POST /api/v1/advertiser/:organisation/orders/:order/${act}`,
      {
        at: `/api/v1/advertiser/{advertiser}/orders/ord_nothing/${act}`,
        policy: byKey(both(active('business:write'), nobody)),
      },
    ]),
  ),
  'GET /api/v1/members/:username': [
    { at: '/api/v1/members/open', policy: byKey(everybody) },
    { at: '/api/v1/members/ada', policy: byKey(({ isOwner }) => (isOwner ? 'open' : 'not-found')) },
  ],
  'GET /api/v1/me': { policy: byKey(active('me:read')) },
  // No program may end an account.
  'DELETE /api/v1/me': { policy: byKey(active(null)) },
  'GET /api/v1/me/data': { policy: byKey(active('me:read')) },
  'POST /api/v1/me/export': { policy: byKey(active('me:read')) },
  'GET /api/v1/me/export/:id': { at: '/api/v1/me/export/exp_nothing', policy: byKey(active('me:read', nobody)) },

  // For the pages of others, where nobody is anybody.
  'GET /tag.js': { policy: everybody },
  'GET /tag/:file': { at: '/tag/00000000000000000000.js', policy: nobody },
  'ALL /tag': { at: '/tag', policy: nobody },
  'ALL /tag/*': { at: '/tag/nothing', policy: nobody },
  'GET /ads/v1/settings': { at: '/ads/v1/settings?publisher=pub_nothing&site=www.harps.example', policy: everybody },

  // Nothing is there.
  'ALL /api/*': { at: '/api/nothing', policy: nobody },
  'ALL /i/*': { at: '/i/nothing', policy: nobody },
  'ALL /download/*': { at: '/download/nothing/more', policy: nobody },
  'ALL /ads': { at: '/ads', policy: nobody },
  'ALL /ads/*': { at: '/ads/v1/decide', policy: nobody },
}
