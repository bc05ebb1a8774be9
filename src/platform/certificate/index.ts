/**
 * The certificate with which this process speaks TLS.
 *
 * Promises: one that is broken, has run out, does not fit its key or is not for the host of the origin stops the start
 * in words; a renewed one is used for new connections without a restart, a broken new one is not.
 * Refuses to know: where certificates come from, and which authorities are trusted.
 */
export { type Judgement, type PemPair, judgeCertificate, tlsRules } from './certificate.rules.ts'
export { type FollowOptions, followCertificate } from './follow-certificate.ts'
export { type Certificate, type CertificateConfig, readCertificate } from './read-certificate.ts'
