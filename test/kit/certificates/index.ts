import { webcrypto } from 'node:crypto'
import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// The package leaves it to whoever loads it to bring what its decorators stand on, and that must come first.
await import('reflect-metadata')
const { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } =
  await import('@peculiar/x509')

const dayMs = 86_400_000
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/** A certificate as two PEM texts. */
export interface TestCertificate {
  readonly cert: string
  readonly key: string
}

export interface TestCertificateOptions {
  /** Host names; an address in digits counts as one. */
  readonly names?: readonly string[]
  /** From and to, in days from now. */
  readonly fromDays?: number
  readonly toDays?: number
}

/** Makes a certificate that is its own authority: whoever trusts it, trusts it alone. */
export async function makeCertificate({
  names = ['localhost', '127.0.0.1', '::1'],
  fromDays = -1,
  toDays = 30,
}: TestCertificateOptions = {}): Promise<TestCertificate> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const now = Date.now()
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=common.example',
    notBefore: new Date(now + fromDays * dayMs),
    notAfter: new Date(now + toDays * dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: /^[\d.]+$|:/.test(value) ? ('ip' as const) : ('dns' as const), value })),
      ),
    ],
  })
  const secret = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const lines = secret.match(/.{1,64}/g) ?? []
  return {
    cert: certificate.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`,
  }
}

/** The two files of a certificate, in a folder of their own. */
export interface CertificateFiles {
  readonly certFile: string
  readonly keyFile: string
  /** Puts others in their place, each at once, as tools do that renew certificates. */
  put(next: TestCertificate): void
  remove(): void
}

export function certificateFiles(first: TestCertificate): CertificateFiles {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-certificate-'))
  const write = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(`${path}.new`, text)
    chmodSync(`${path}.new`, 0o600)
    renameSync(`${path}.new`, path)
    return path
  }
  const put = ({ cert, key }: TestCertificate) => ({
    keyFile: write('key.pem', key),
    certFile: write('cert.pem', cert),
  })
  return {
    ...put(first),
    put: (next) => void put(next),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
