import type { Collecting, CollectingWay } from '#declaration'
import { businessFields, businessWays } from './collecting-business.ts'

/** Every field of every form and endpoint, as the people who fill it in are told of it. */
const fields = {
  login: 'user name or e-mail address',
  username: 'user name',
  email: 'e-mail address',
  password: 'new password',
  current: 'your password',
  birthYear: 'year of birth, which is computed with and forgotten',
  birthMonth: 'month of birth, likewise',
  privacyVersion: 'which privacy policy you read',
  termsVersion: 'which terms you read',
  agreePrivacy: 'your tick under the privacy policy',
  agreeTerms: 'your tick under the terms',
  agreeRegion: 'your tick under the country of storage',
  pending: 'which sign-in this is the second step of',
  code: 'a code of your app',
  recovery: 'a recovery code',
  to: 'which page to go on to',
  asks: 'what the second step asked for',
  response: 'what your device answers for the passkey',
  name: 'a name for it, of your own choice',
  scopes: 'what it may do',
  keyId: 'which key',
  passkeyId: 'which passkey',
  sessionId: 'which session',
  addressId: 'which address',
  field: 'which of your texts',
  of: 'which part of your data',
  row: 'which entry of it',
  column: 'which value of it',
  displayName: 'a name to show',
  about: 'a text about you',
  profilePublic: 'whether your page is open',
  theme: 'light or dark',
  ground: 'background of the pictures',
  colour: 'a colour of your own',
  forget: 'that your choices are to be forgotten',
  file: 'the picture',
  title: 'the title of a picture or an order, or as what you sign',
  description: 'its description',
  alt: 'its text for those who cannot see it',
  tags: 'its tags',
  licence: 'its licence',
  attribution: 'whom to credit',
  visibility: 'who may see it',
  does: 'what a company does for this site',
  categories: 'which kinds of data it gets',
  purposes: 'what it may use them for',
  region: 'the country in which it works on them',
  hosts: 'the hosts that we connect to',
  agreement: 'what was agreed with it',
  fileHash: 'the fingerprint of the signed file',
  signedOn: 'when it was signed',
  endsOn: 'its last day',
  reviewOn: 'when it is to be looked at again',
  contactName: 'whom to ask for there',
  contactEmail: 'where to write to them',
  version: 'which version of it you read',
  months: 'after how many months without a visit',
  when: 'now, or after a time in which you can come back',
  id: 'which picture or copy',
  who: 'whose record is looked for',
  kind: 'what it is about',
  reason: 'why it is opened, kept or no longer kept',
  viewing: 'which viewing of a record',
  value: 'what it should be',
  happened: 'what happened',
  noticedAt: 'when it was noticed',
  peopleCount: 'about how many people it concerns',
  severity: 'how grave it is',
  severityReasons: 'why it is as grave as that',
  consequences: 'what may follow from it',
  measures: 'what was done about it',
  step: 'which step',
  note: 'what is said with it',
  stores: 'the tables of which it concerns everybody in them',
  names: 'the user names of those whom it concerns',
  text: 'what is written to somebody',
  body: 'what everybody may read of it',
  because: 'on which ground something is kept',
  interests: 'which services you want to know about',
  address: 'an e-mail address, whole',
  topic: 'which service it is about',
  task: 'which call',
  reached: 'whether somebody was reached',
  outcome: 'what came of it',
  assignee: 'who sees to it',
  site: 'your website',
  vertical: 'your sector',
  age: 'your age, as a band',
  gender: 'your gender',
  likes: 'what you like',
  wording: 'which words stood beside these questions',
  choice: 'which answer',
  message: 'your question',
  channel: 'how you want to be answered',
  fields: 'which values are kept',
  what: 'what you say yes to, or no longer',
  agreeRegionWording: 'which words you ticked',
  profilePublicWording: 'which words you said yes to',
  'agree-profile-public': 'your tick under the words',
  'agree-profile-publicWording': 'which words these were',
  ...businessFields,
} as const

export type AskedField = keyof typeof fields
type Way = CollectingWay<AskedField>

/** What a member does with what is theirs: it needs no more than that they are signed in and ask for it. */
const own = (label: string, form: Way['forms'][0] = {}, more: Partial<Way> = {}): Way => ({
  label,
  basis: 'contract',
  by: 'session',
  forms: [form],
  ...more,
})
/** What staff does with records that are not their own. */
const ofStaff = (label: string, form: Way['forms'][0]): Way => own(label, form, { forStaff: true })
/** What keeps an account in the hands of its owner. */
const safe = (label: string, by: Way['by'], ...forms: Way['forms']): Way => ({
  label,
  basis: 'security-interest',
  by,
  forms,
})
const ofPicture = ['title', 'description', 'alt', 'tags', 'licence', 'attribution', 'visibility'] as const
const ofVendor = {
  required: ['name', 'does', 'categories', 'purposes', 'region', 'agreement', 'reviewOn'],
  optional: ['hosts', 'fileHash', 'signedOn', 'endsOn', 'contactName', 'contactEmail'],
} as const
const ofBreach = {
  required: ['title', 'happened', 'noticedAt', 'categories', 'severity', 'severityReasons'],
  optional: ['peopleCount', 'consequences', 'measures'],
} as const
/** Asked only where the operator switched it on; answering is the yes to the one use that the words beside it name. */
const ofAnswers = ['age', 'gender', 'likes', 'wording'] as const
const ofInquiry = ['interests', 'site', 'vertical', 'channel', 'telephone'] as const
/** What somebody without an account does by the link of their letter. */
const byLink = (label: string, form: Way['forms'][0] = {}): Way => ({
  label,
  basis: 'contract',
  by: 'letter',
  forms: [form],
})
const ofAnswer = { required: ['version', 'topic', 'text'] } as const
const turned = { required: ['version'] } as const
const proof = ['current', 'code', 'recovery'] as const

const ways = {
  'POST /sign-up': {
    label: 'Make an account',
    basis: 'consent',
    by: 'ticks',
    consents: ['agreePrivacy', 'agreeTerms', 'agreeRegion'],
    forms: [
      {
        required: [
          ...(['username', 'email', 'password', 'birthYear', 'birthMonth'] as const),
          ...(['privacyVersion', 'termsVersion', 'agreePrivacy', 'agreeTerms', 'agreeRegion'] as const),
        ],
      },
    ],
  },
  'POST /sign-in': {
    label: 'Sign in',
    basis: 'contract',
    by: 'secret',
    forms: [
      { required: ['login', 'password'], optional: ['to'] },
      { required: ['pending'], oneOf: ['code', 'recovery'], optional: ['to', 'asks'] },
    ],
  },
  'POST /sign-in/passkey/options': safe('Ask for the question that a passkey answers', 'asking', {}),
  'POST /sign-in/passkey': {
    label: 'Sign in with a passkey',
    basis: 'contract',
    by: 'secret',
    forms: [{ required: ['response'], optional: ['to'] }],
  },
  'POST /sign-out': { label: 'Sign out', basis: 'contract', by: 'asking', forms: [{}] },
  'POST /privacy/cookies?/clear': {
    label: 'Clear what this browser keeps',
    basis: 'contract',
    by: 'asking',
    forms: [{}],
  },
  'POST /forgot': {
    label: 'Ask for a letter to set a new password',
    basis: 'contract',
    by: 'asking',
    forms: [{ required: ['login'] }],
  },
  'POST /verify/[token]': safe('Prove that an address is yours', 'letter', {}),
  'POST /reset/[token]': safe('Set a new password', 'letter', { required: ['password'] }),
  'POST /undo/[token]': safe('Take back a change of your address', 'letter', {}),
  'POST /not-me/[token]': safe('Say that a sign-in was not yours', 'letter', {}),
  'POST /inquiry': {
    label: 'Ask about our services',
    basis: 'contract',
    by: 'asking',
    forms: [{ required: ['name', 'email'], optional: [...ofInquiry, 'message', ...ofAnswers] }],
  },
  'POST /inquiry/[token]?/write': byLink('Write to us again about what you asked', { required: ['text'] }),
  'POST /inquiry/[token]?/correct': byLink('Correct what you told us', { required: ['name'], optional: ofInquiry }),
  'POST /inquiry/[token]?/answer': byLink('Tell about yourself, or change what you told', { optional: ofAnswers }),
  'POST /inquiry/[token]?/eraseAnswer': byLink('Erase one thing that you told about yourself', {
    required: ['choice'],
  }),
  'POST /inquiry/[token]?/object': byLink('Object to any use of what you wrote but answering you'),
  'POST /inquiry/[token]?/takeBack': byLink('Take that objection back'),
  'POST /inquiry/[token]?/withdraw': byLink('Have what you asked erased'),
  'POST /confirm': safe('Prove again that it is you', 'secret', { oneOf: proof, optional: ['to'] }),
  'POST /confirm/passkey/options': safe('Ask for the question that your passkey answers', 'session', {}),
  'POST /confirm/passkey': safe('Prove again that it is you, with a passkey', 'secret', {
    required: ['response'],
    optional: ['to'],
  }),

  'POST /upload/pictures': own(
    'Upload pictures',
    { required: ['file', 'agreeRegion'], optional: ['agreeRegionWording', ...ofPicture] },
    { basis: 'consent', consents: ['agreeRegion'] },
  ),
  'POST /p/[id]/edit': own('Change what is said of a picture', { optional: ofPicture }),
  'POST /p/[id]/[[slug]]?/delete': own('Delete a picture'),
  'POST /my?/restore': own('Bring a picture back', { required: ['id'] }),
  'POST /api/v1/images': own(
    'Upload a picture by a program',
    { required: ['file'], optional: ofPicture },
    { by: 'key' },
  ),
  'PATCH /api/v1/images/:id': own(
    'Change what is said of a picture, by a program',
    { optional: ofPicture },
    { by: 'key' },
  ),
  'DELETE /api/v1/me': own('Delete your account: refused to every program', {}, { by: 'key' }),
  'DELETE /api/v1/images/:id': own('Delete a picture by a program', {}, { by: 'key' }),

  'POST /privacy/consents?/give': own(
    'Say yes to something',
    { required: ['what'], optional: ['agree-profile-public', 'agree-profile-publicWording'] },
    { basis: 'consent', consents: ['what'] },
  ),
  'POST /privacy/consents?/takeBack': own('Take a yes back', { required: ['what'] }),
  'POST /privacy/my-data/export?/start': own('Have a copy made of all your data'),
  'POST /privacy/my-data/export?/cancel': own('Stop a copy that is being made', { optional: ['id'] }),
  'POST /privacy/my-data/export?/remove': own('Remove a copy of your data', { optional: ['id'] }),
  'POST /api/v1/me/export': own('Have a copy made of all your data, by a program', {}, { by: 'key' }),

  'POST /settings/profile?/save': own('Change your profile', {
    required: ['displayName', 'about'],
    optional: ['profilePublic', 'profilePublicWording'],
  }),
  'POST /settings/profile?/empty': own('Delete a text of your profile', { required: ['field'] }),
  'POST /settings/account?/idle': own('Choose whether your account goes when you do not visit any more', {
    required: ['months'],
  }),
  'POST /settings/account?/resend': own('Ask for the letter that verifies your address'),
  'POST /settings/account?/code': safe('Make a code for support', 'session', {}),
  'POST /settings/account/addresses?/add': own('Add an address', { required: ['email'] }),
  'POST /settings/account/addresses?/primary': own('Choose where letters go', { required: ['addressId'] }),
  'POST /settings/account/addresses?/remove': own('Remove an address', { required: ['addressId'] }),
  'POST /settings/account/addresses?/resend': own('Ask for the letter that verifies an address', {
    required: ['addressId'],
  }),
  'POST /settings/account/name': own('Change your user name', { required: ['username'] }),
  'POST /settings/account/close': own('Delete your account', { optional: ['current', 'when'] }),
  'POST /privacy/my-data/delete': own('Delete a part of your data', {
    required: ['of'],
    optional: ['row', 'column', 'current'],
  }),
  'POST /leaving': own('Keep the account that you wanted to delete'),
  'POST /settings/api-keys?/create': own('Make an API key', { required: ['name', 'scopes'] }),
  'POST /settings/api-keys?/revoke': own('End an API key', { required: ['keyId'] }),
  'POST /settings/look': own('Choose how pages look', { optional: ['theme', 'ground', 'colour', 'forget'] }),

  'POST /settings/security?/password': safe('Change your password', 'session', {
    required: ['password'],
    optional: ['current'],
  }),
  'POST /settings/security?/remove-password': safe('Remove your password', 'session', {}),
  'POST /settings/security?/remove-app': safe('Remove the app that makes codes', 'session', {}),
  'POST /settings/security/authenticator?/offer': safe('Begin with an app that makes codes', 'session', {}),
  'POST /settings/security/authenticator?/confirm': safe('Confirm an app that makes codes', 'session', {
    required: ['code'],
  }),
  'POST /settings/security/recovery-codes': safe('Make recovery codes', 'session', {}),
  'POST /settings/security/passkeys?/rename': safe('Rename a passkey', 'session', { required: ['passkeyId', 'name'] }),
  'POST /settings/security/passkeys?/remove': safe('Remove a passkey', 'session', { required: ['passkeyId'] }),
  'POST /settings/security/passkeys/add/options': safe('Ask for what a new passkey needs', 'session', {}),
  'POST /settings/security/passkeys/add': safe('Add a passkey', 'session', { required: ['response', 'name'] }),
  'POST /settings/sessions?/revoke': safe('Sign out another browser', 'session', { required: ['sessionId'] }),
  'POST /settings/sessions?/others': safe('Sign out everywhere else', 'session', {}),
  'POST /settings/sessions?/everywhere': safe('Sign out everywhere', 'session', {}),
  'POST /settings/sessions?/clear': safe('Forget the browsers that we know', 'session', {}),

  'POST /staff/vendors/new': ofStaff('Enter a company that gets data', ofVendor),
  'POST /staff/vendors/[vendor]?/save': ofStaff('Change what stands of a company', {
    ...ofVendor,
    required: [...ofVendor.required, 'version'],
  }),
  'POST /staff/vendors/[vendor]?/activate': ofStaff('Let a company get data', turned),
  'POST /staff/breaches/new': ofStaff('Record what went wrong', ofBreach),
  'POST /staff/breaches/[breach]?/save': ofStaff('Write down what is known of it', {
    ...ofBreach,
    required: [...ofBreach.required, 'version'],
  }),
  'POST /staff/breaches/[breach]?/step': ofStaff('Take it a step on', {
    required: ['version', 'step'],
    optional: ['note'],
  }),
  'POST /staff/breaches/[breach]?/tell': ofStaff('Write to those whom it concerns', {
    required: ['version', 'to', 'text'],
    optional: ['stores', 'names'],
  }),
  'POST /staff/breaches/[breach]?/publish': ofStaff('Publish what everybody may read of it', {
    required: ['version', 'title', 'body'],
  }),
  'POST /staff/vendors/[vendor]?/end': ofStaff('End what was agreed with a company', turned),
  'POST /staff/holds/new': ofStaff('Have something kept of somebody, because the law says so', {
    required: ['who', 'because', 'reason', 'fields', 'endsOn'],
  }),
  'POST /staff/holds/[hold]?/lift': ofStaff('Have it kept no longer', { required: ['note'] }),
  'POST /staff/holds/[hold]?/open': ofStaff('Read what was kept', { required: ['reason'] }),
  'POST /staff/inbox?/find': ofStaff('Find what somebody asked, as support', { required: ['address'] }),
  'POST /staff/inbox/[thread]?/send': ofStaff('Answer what somebody asked, as support', ofAnswer),
  'POST /staff/inbox/[thread]?/draft': ofStaff('Keep the draft of an answer', ofAnswer),
  'POST /staff/inbox/[thread]?/call': ofStaff('Note what came of a call', {
    required: ['version', 'task', 'reached'],
    optional: ['outcome'],
  }),
  'POST /staff/inbox/[thread]?/note': ofStaff('Keep a note beside it', { required: ['version', 'note'] }),
  'POST /staff/inbox/[thread]?/assign': ofStaff('Say who sees to it', { required: ['version', 'assignee'] }),
  'POST /staff/inbox/[thread]?/close': ofStaff('Close it', turned),
  'POST /staff/inbox/[thread]?/reopen': ofStaff('Open it again', turned),
  'POST /staff/people': ofStaff('Find the record of somebody, as staff', { required: ['who'] }),
  'POST /staff/people/[person]?/open': ofStaff('Open the record of somebody, as staff', {
    required: ['kind', 'reason'],
  }),
  'POST /staff/people/[person]?/ask': ofStaff('Have a code sent to somebody, as support', {
    required: ['viewing'],
  }),
  'POST /staff/people/[person]?/correct': ofStaff('Change something for somebody, as support', {
    required: ['viewing', 'field', 'value'],
    optional: ['code'],
  }),
  ...businessWays,
} as const satisfies Readonly<Record<string, Way>>

/** Everything that can be sent to the house: on what it rests, and which fields it may bring. */
export const collecting: Collecting<AskedField> = { fields, ways }
