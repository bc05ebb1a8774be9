/*
 * Headers by kind of address. The site's pages get their Content-Security-Policy from the page itself, since it holds a
 * nonce; everything else here runs nothing.
 */
const everywhere = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=(), interest-cohort=()',
} as const

/** For pages. */
export const pageHeaders: Readonly<Record<string, string>> = Object.freeze({
  ...everywhere,
  'Cross-Origin-Resource-Policy': 'same-origin',
})

/** For JSON and other answers to machines: nothing in them may run or be framed. */
export const apiHeaders: Readonly<Record<string, string>> = Object.freeze({
  ...everywhere,
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'same-origin',
})

/**
 * RFC 6797: two years, as Mozilla's guidelines have it. Without `includeSubDomains`: other names of the operator's domain
 * are not ours to bind; the session cookie is bound to this very host by its `__Host-` prefix.
 */
export const strictTransport: Readonly<Record<string, string>> = Object.freeze({
  'Strict-Transport-Security': 'max-age=63072000',
})
