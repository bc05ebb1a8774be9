import { readFile, stat } from 'node:fs/promises'
import { type Config, ConfigProblem } from '#platform/config'
import { type PemPair, judgeCertificate } from './certificate.rules.ts'

export interface Certificate extends PemPair {
  readonly endsAt: Date
  /** What works and yet the operator should know. */
  readonly cares: readonly string[]
}

export type CertificateConfig = Pick<Config, 'origin' | 'trustedProxies'> & {
  readonly tls: NonNullable<Config['tls']>
}

/**
 * Reads certificate and key and looks whether they can serve the origin.
 *
 * @throws ConfigProblem where a file is missing, is none, has run out or does not fit the other, and where the
 * certificate is not for the host of the origin. Behind a trusted proxy the last is only a care: the browser sees the
 * certificate of the proxy
 */
export async function readCertificate(config: CertificateConfig, now: Date): Promise<Certificate> {
  const { tls, origin, trustedProxies } = config
  const [cert, key] = await Promise.all([readPem('TLS_CERT', tls.certFile), readPem('TLS_KEY', tls.keyFile)])
  const { problems, misnamed, endsAt } = judgeCertificate({ cert, key }, origin.hostname, now)
  const behindProxy = trustedProxies.length > 0
  const all = misnamed === null || behindProxy ? problems : [...problems, `${misnamed} Browsers would refuse it.`]
  if (all.length > 0 || endsAt === null) throw new ConfigProblem(all)
  const cares = misnamed === null ? [] : [misnamed]
  const { mode } = await stat(tls.keyFile)
  if ((mode & 0o004) !== 0) {
    cares.push(`TLS_KEY: everybody on this machine can read ${tls.keyFile}. Use: chmod o-rwx ${tls.keyFile}`)
  }
  return { cert, key, endsAt, cares }
}

async function readPem(name: 'TLS_CERT' | 'TLS_KEY', path: string): Promise<Buffer> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EACCES' ? 'may not be read by the user that runs Vitrine' : 'cannot be read'
    throw new ConfigProblem([`${name}: ${path} ${why} (${error.code ?? error.message}).`])
  })
}
