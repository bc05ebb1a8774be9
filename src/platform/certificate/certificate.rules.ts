import { X509Certificate, createPrivateKey } from 'node:crypto'
import { isIP } from 'node:net'
import { createSecureContext } from 'node:tls'

/** What stands in the two PEM files. */
export interface PemPair {
  readonly cert: Buffer
  readonly key: Buffer
}

export interface Judgement {
  /** Why it cannot be used; each names the setting and says what to do. */
  readonly problems: readonly string[]
  /** The names it holds do not hold the host that people type. */
  readonly misnamed: string | null
  /** When it runs out; null where it could not be read. */
  readonly endsAt: Date | null
}

/**
 * Pure: whether a certificate and its key can serve a host at a time.
 *
 * Its chain is not followed: which authorities a browser trusts is not known here. Only names of the extension count
 * (RFC 9525), as in browsers; the common name does not.
 *
 * @param host of the origin, without port
 */
export function judgeCertificate({ cert, key }: PemPair, host: string, now: Date): Judgement {
  const leaf = attempt(() => new X509Certificate(cert))
  const secret = attempt(() => createPrivateKey(key))
  const problems: string[] = []
  if (!leaf) problems.push('TLS_CERT: the file holds no certificate in PEM form.')
  if (!secret) problems.push('TLS_KEY: the file holds no private key in PEM form, or one with a passphrase.')
  if (!leaf) return { problems, misnamed: null, endsAt: null }

  const endsAt = new Date(leaf.validTo)
  if (secret && !leaf.checkPrivateKey(secret)) {
    problems.push('TLS_KEY: the key does not fit the certificate in TLS_CERT. Name the two that were made together.')
  } else if (secret && !attempt(() => createSecureContext({ ...tlsRules, cert, key }))) {
    problems.push('TLS_CERT: the certificate or its key is too weak to be used. Make one with RSA 2048 or with P-256.')
  }
  if (endsAt <= now) problems.push(`TLS_CERT: the certificate ran out on ${day(endsAt)}. Renew it.`)
  if (new Date(leaf.validFrom) > now) {
    problems.push(`TLS_CERT: the certificate counts only from ${day(new Date(leaf.validFrom))} on. Is the clock right?`)
  }
  const bare = host.replace(/^\[|\]$/g, '')
  const names = isIP(bare) ? leaf.checkIP(bare) : leaf.checkHost(bare, { subject: 'never' })
  const misnamed = names
    ? null
    : `TLS_CERT: the certificate is not for ${bare}, the host of ORIGIN, but for ${leaf.subjectAltName ?? 'no name'}.`
  return { problems, misnamed, endsAt }
}

/**
 * Versions and ciphers: the "intermediate" set of Mozilla's guidelines, version 5.7, without the exchange over finite
 * fields. TLS 1.0 and 1.1 are refused (RFC 8996).
 */
export const tlsRules = Object.freeze({
  minVersion: 'TLSv1.2',
  ciphers: [
    ...['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
    ...['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384'],
    ...['ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305'],
  ].join(':'),
} as const)

const day = (date: Date): string => date.toISOString().slice(0, 10)

function attempt<Out>(make: () => Out): Out | null {
  try {
    return make()
  } catch {
    return null
  }
}
