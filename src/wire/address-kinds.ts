import { apiHeaders, pageHeaders } from '#platform/http'

/**
 * Kinds of addresses, and with which fields their answers go out: one table, from which the wire takes what it sends,
 * `docs/generated/headers.md` is written, and to which a test holds the answers of the running server, field by field.
 */
export interface AddressKind {
  /** What it is, and where. */
  readonly about: string
  readonly addresses: readonly string[]
  /** Every field that says how the answer may be used. One that is not here is not sent. */
  readonly fields: Readonly<Record<string, string>>
  /** What becomes of a cookie that is sent along. */
  readonly cookie: 'dropped at the edge' | 'not read' | 'the session is read'
  readonly setsCookie: 'never' | 'the session, by signing in and out'
}

const yearSeconds = 31_536_000

/** A picture is looked at, never run: in a frame of its own without scripts, forms or an origin. */
const picturePolicy = "default-src 'none'; style-src 'none'; sandbox"

/** The script of `src/site/app.html` by its hash, which `vite.config.ts` works out: it runs on every page. */
const firstScript = "'sha256-LTwiowgZFeDOKLSdC2Zo8uzy7ElwVob3MlQkcr+wW1I='"

/** Written by the site, since it holds a number that is new in every answer: `…` stands for it here. */
const pagePolicy = [
  "default-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  `script-src 'self' ${firstScript} 'nonce-…'`,
  "style-src 'self'",
  "style-src-attr 'unsafe-hashes' 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const page = { ...pageHeaders, 'Content-Security-Policy': pagePolicy, 'Cache-Control': 'private, no-cache' }
const pageOfOne = { ...page, 'Cache-Control': 'private, no-store' }
/** What pages of others take in: any may read it. */
const forPages = {
  ...apiHeaders,
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Access-Control-Allow-Origin': '*',
}
const bytes = {
  ...forPages,
  'Content-Security-Policy': picturePolicy,
  'Timing-Allow-Origin': '*',
}
const api = { ...apiHeaders, 'Cache-Control': 'no-store' }
const never = { cookie: 'not read', setsCookie: 'never' } as const
const atEdge = { cookie: 'dropped at the edge', setsCookie: 'never' } as const
const bySession = { cookie: 'the session is read', setsCookie: 'never' } as const

export const addressKinds = {
  page: {
    about: 'A page as a visitor gets it, also one that says that there is nothing',
    addresses: ['`/`, `/search`, `/p/{id}/{slug}` of a public picture, and all other pages'],
    fields: page,
    ...bySession,
  },
  'page of one': {
    about: 'A page made for somebody who has signed in, or with a secret in its address',
    addresses: [
      'every page, with a session',
      '`/verify/{token}`, `/reset/{token}`, `/undo/{token}`, `/not-me/{token}`, `/privacy/receipt/{token}`, `/inquiry/{token}`',
      '`/invitations/{token}`, `/contact/{token}`, `/welcome/{token}`',
    ],
    fields: pageOfOne,
    ...bySession,
  },
  'page of a hidden picture': {
    about: 'The page of a picture that is not public: it holds addresses that open it',
    addresses: ['`/p/{id}/{slug}` of an unlisted or private picture'],
    fields: { ...pageOfOne, 'X-Robots-Tag': 'noindex' },
    ...bySession,
  },
  'page without script': {
    about: 'A page of text that runs nothing but what sets its colours',
    addresses: ['`/privacy/promises`'],
    fields: { ...page, 'Content-Security-Policy': pagePolicy.replace(" 'nonce-…'", '') },
    ...bySession,
  },
  'form answer': {
    about: 'The page that a form comes back to when it is refused',
    addresses: ['`POST` to a page'],
    fields: pageOfOne,
    ...bySession,
  },
  'form redirect': {
    about: 'Where a form leads when it is done',
    addresses: ['`POST` to a page'],
    fields: { ...pageHeaders, ...siteFallback(), 'Cache-Control': 'private, no-store' },
    cookie: 'the session is read',
    setsCookie: 'the session, by signing in and out',
  },
  clearing: {
    about: 'Where the form leads that clears what a browser keeps for this site',
    addresses: ['`POST /privacy/cookies?/clear`'],
    fields: {
      ...pageHeaders,
      ...siteFallback(),
      'Cache-Control': 'private, no-store',
      'Clear-Site-Data': '"storage"',
    },
    cookie: 'the session is read',
    setsCookie: 'the session, by signing in and out',
  },
  'page data': {
    about: 'What a page fetches by script',
    addresses: ['`/search/more`'],
    fields: { ...pageHeaders, ...siteFallback(), 'X-Robots-Tag': 'noindex' },
    ...bySession,
  },
  passkey: {
    about: 'What the script of a page is told when somebody makes or uses a passkey',
    addresses: ['`POST /sign-in/passkey`, `POST /settings/security/passkeys/add`, and what begins with these'],
    fields: { ...pageHeaders, ...siteFallback(), 'Cache-Control': 'private, no-store' },
    cookie: 'the session is read',
    setsCookie: 'the session, by signing in and out',
  },
  'open data': {
    about: 'What a page shows, as data for pages of any site',
    addresses: ['`/privacy/promises.json`'],
    fields: {
      ...pageHeaders,
      ...siteFallback(),
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'public, max-age=300',
    },
    ...bySession,
  },
  redirect: {
    about: 'Another address of a page, or the way to sign in; and what is refused before a page is looked for',
    addresses: ['`/privacy.php`, `/doc_privacy`, `/doc_terms`', 'every page that is for members, without a session'],
    fields: { ...pageHeaders, ...siteFallback() },
    ...bySession,
  },
  'hashed file': {
    about: 'A file of the site whose name changes with what is in it',
    addresses: ['`/_app/immutable/*`'],
    fields: { ...pageHeaders, ...siteFallback(), 'Cache-Control': `public,max-age=${yearSeconds},immutable` },
    ...never,
  },
  file: {
    about: 'Another file of the site',
    addresses: ['`/mark.svg`'],
    fields: { ...pageHeaders, ...siteFallback() },
    ...never,
  },
  'open bytes': {
    about: 'A rendition of a public picture, or of a creative in use',
    addresses: ['`/i/{id}-{version}/{width}.{format}`', '`/c/{id}-{version}/{width}.webp`'],
    fields: { ...bytes, 'Cache-Control': `public, max-age=${yearSeconds}, immutable` },
    ...atEdge,
  },
  'signed bytes': {
    about: 'A rendition of an unlisted or private picture, or of another creative, by an address that we signed',
    addresses: ['`/i/{id}-{version}/{width}.{format}?until=…&sig=…`, and the same under `/c`'],
    fields: {
      ...bytes,
      'Cache-Control': 'private, no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex',
    },
    ...atEdge,
  },
  download: {
    about: 'A picture to keep, or everything that is held on whoever has signed in',
    addresses: ['`/download/{id}`', '`/download/export/{id}`'],
    fields: {
      ...apiHeaders,
      'Content-Security-Policy': picturePolicy,
      'Cache-Control': 'private, no-store',
      'X-Robots-Tag': 'noindex',
    },
    ...bySession,
  },
  upload: {
    about: 'What a form with a file answers',
    addresses: ['`POST /upload/pictures`', '`POST /upload/creatives/*`'],
    fields: api,
    ...bySession,
  },
  'open API': {
    about: 'What the API says of public things',
    addresses: ['`GET /api/v1/images`', '`GET /api/v1/images/{id}` of a public picture'],
    fields: { ...api, 'Access-Control-Allow-Origin': '*' },
    ...never,
  },
  'shared API': {
    about: 'What the API says to everybody alike',
    addresses: ['`GET /api/v1/tags`, `/api/v1/openapi.json`'],
    fields: { ...apiHeaders, 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=60' },
    ...never,
  },
  'own API': {
    about: 'What the API says to the owner of a key',
    addresses: ['everything else under `/api/v1`'],
    fields: api,
    ...never,
  },
  tag: {
    about: 'The script that a publisher puts into its pages',
    addresses: ['`/tag.js`'],
    fields: { ...forPages, 'Cache-Control': 'public, max-age=600' },
    ...atEdge,
  },
  'tag version': {
    about: 'One version of that script, the same bytes for good, which a page may name together with their hash',
    addresses: ['`/tag/{version}.js`'],
    fields: { ...forPages, 'Cache-Control': `public, max-age=${yearSeconds}, immutable` },
    ...atEdge,
  },
  'tag settings': {
    about: 'What that script has to know on a site; the same for everybody who looks at it',
    addresses: ['`/ads/v1/settings?publisher=…&site=…`'],
    fields: { ...forPages, 'Cache-Control': 'public, max-age=60' },
    ...atEdge,
  },
  health: {
    about: 'Whether the process lives and can work',
    addresses: ['`/healthz`, `/readyz`'],
    fields: api,
    ...never,
  },
  figures: {
    about: 'Figures for the operator, to programs on the same machine and to whoever holds the token',
    addresses: ['`/metrics`'],
    fields: api,
    ...never,
  },
  refusal: {
    about:
      'Every refusal and failure of an address for machines: 400, 401, 403, 404, 405, 409, 413, 415, 416, 422, 429, 500',
    addresses: ['`/api/*`, `/i/*`, `/c/*`, `/download/*`, `/upload/*`'],
    fields: api,
    ...never,
  },
  reserved: {
    about: 'Addresses of advertisements under which nothing is, and questions there that are not understood',
    addresses: ['everything else under `/ads` and `/tag`'],
    fields: api,
    ...atEdge,
  },
} as const satisfies Record<string, AddressKind>

export type AddressKindName = keyof typeof addressKinds

/** What an answer of this kind carries. */
export const fieldsOf = (kind: AddressKindName): Readonly<Record<string, string>> => addressKinds[kind].fields

/** What answers of the site carry as long as it says nothing else: its files and redirects run nothing. */
export function siteFallback(): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': apiHeaders['Content-Security-Policy'] ?? '',
    'Cache-Control': 'private, no-cache',
  }
}

/** What the addresses begin with at which nobody is anybody. */
export const nobodysPlaces = ['/i', '/c', '/ads', '/tag', '/tag.js'] as const
