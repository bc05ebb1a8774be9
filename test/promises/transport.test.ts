import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { SMTPServer } from 'smtp-server'
import { type CertificateFiles, type TestCertificate, certificateFiles, makeCertificate } from '#test/certificates'
import { type Product, runCommand, startProduct } from '#test/product'

const host = 'pictures.example.org'
/** What a public site has to say of itself. */
const operator = {
  OPERATOR_NAME: 'Ada',
  OPERATOR_ADDRESS: '1 Street, Town',
  OPERATOR_PHONE: '+1 555 0100',
  PRIVACY_COUNSEL: 'Eve, eve@example.org',
}

describe('everything between people and a public site', () => {
  let certificate: TestCertificate
  let files: CertificateFiles
  let product: Product
  let port: number
  const keys = mkdtempSync(join(tmpdir(), 'vitrine-keys-'))
  before(async () => {
    certificate = await makeCertificate({ names: [host] })
    files = certificateFiles(certificate)
    product = await startProduct({
      environment: {
        ...operator,
        ORIGIN: `https://${host}`,
        BIND: 'localhost',
        TLS_CERT: files.certFile,
        TLS_KEY: files.keyFile,
        HTTP_PORT: '0',
        VITRINE_KEYS: join(keys, 'keys.json'),
      },
    })
    port = Number(new URL(product.origin).port)
  })
  after(async () => {
    await product.remove()
    files.remove()
    rmSync(keys, { recursive: true, force: true })
  })

  interface Answer {
    readonly status: number
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  }
  const ask = async (path: string, form?: Readonly<Record<string, string>>): Promise<Answer> => {
    const asked = request({
      ...{ host: 'localhost', port, path, servername: host, ca: certificate.cert, agent: false },
      method: form ? 'POST' : 'GET',
      headers: {
        host,
        accept: 'text/html',
        ...(form ? { origin: `https://${host}`, 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
    })
    asked.end(form ? new URLSearchParams(form).toString() : undefined)
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    answer.resume()
    await once(answer, 'end')
    return { status: answer.statusCode ?? 0, headers: answer.headers }
  }
  const versionWith = async (options: ConnectionOptions): Promise<string> => {
    const socket = connectTls({ port, host: 'localhost', servername: host, ca: certificate.cert, ...options })
    try {
      await once(socket, 'secureConnect')
      return socket.getProtocol() ?? 'none'
    } catch {
      return 'refused'
    } finally {
      socket.destroy()
    }
  }

  test('goes by TLS 1.2 or newer: older versions are refused (promise: G-91)', async () => {
    for (const [version, outcome] of [
      ['TLSv1', 'refused'],
      ['TLSv1.1', 'refused'],
      ['TLSv1.2', 'TLSv1.2'],
      ['TLSv1.3', 'TLSv1.3'],
    ] as const) {
      const options = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }
      assert.equal(await versionWith(options), outcome, version)
    }
  })

  test('stays there: plain requests are sent on, forms in the clear refused, and browsers told to remember (promise: G-91)', async () => {
    const plain = Number(/plain requests to port (\d+)/.exec(product.said())?.[1])
    const sent = await fetch(`http://localhost:${plain}/sign-in?to=/my`, { redirect: 'manual' })
    assert.deepEqual([sent.status, sent.headers.get('location')], [308, `https://${host}/sign-in?to=/my`])
    const form = await fetch(`http://localhost:${plain}/sign-in`, { method: 'POST', body: 'login=ada&password=secret' })
    assert.equal(form.status, 403)
    for (const path of ['/', '/sign-in', '/nothing', '/api/v1/images', '/healthz', '/mark.svg', '/i/x/1.webp']) {
      const { headers } = await ask(path)
      const seconds = Number(/^max-age=(\d+)$/.exec(String(headers['strict-transport-security']))?.[1])
      assert.ok(seconds >= 365 * 86_400, `${path}: ${headers['strict-transport-security']}`)
    }
  })

  test('has its one cookie only where it is protected (promise: G-91)', async () => {
    const made = await product.command(
      ['member', 'create', '--username', 'ada', '--email', 'ada@example.org', '--password-stdin', '--verified'],
      'a lantern in the fog\n',
    )
    assert.equal(made.code, 0, made.stderr)
    const { status, headers } = await ask('/sign-in', { login: 'ada', password: 'a lantern in the fog' })
    assert.equal(status, 303)
    const [cookie, ...others] = headers['set-cookie'] ?? []
    assert.deepEqual(others, [])
    assert.match(cookie ?? '', /^__Host-session=[^;]+;/)
    assert.match(cookie ?? '', /; Secure(;|$)/i)
  })
})

test('a public site does not start without it (promise: G-91)', async () => {
  const start = (environment: Readonly<Record<string, string>>) =>
    runCommand(
      {
        PATH: process.env['PATH'] ?? '',
        ...operator,
        // Below a file, so that a start which goes on ends there and then.
        VITRINE_HOME: join(import.meta.filename, 'home'),
        VITRINE_KEYS: join(import.meta.dirname, 'none', 'keys.json'),
        ...environment,
      },
      ['start'],
    )
  const plain = await start({ ORIGIN: `http://${host}` })
  assert.equal(plain.code, 2)
  assert.match(plain.stderr, /ORIGIN: a public site is reached by HTTPS only/)
  const without = await start({ ORIGIN: `https://${host}` })
  assert.equal(without.code, 2)
  assert.match(without.stderr, /TLS_CERT: a public site needs TLS/)
})

test('letters leave by TLS, or stay until they can (promise: G-91)', async () => {
  const heard: string[] = []
  // Not loopback to the rule, and reached all the same.
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      stream.on('data', (chunk: Buffer) => heard.push(chunk.toString()))
      stream.on('end', () => done())
    },
  })
  await new Promise<void>((resolve) => smtp.listen(0, '0.0.0.0', resolve))
  const { port } = smtp.server.address() as AddressInfo
  const product = await startProduct({ environment: { SMTP_URL: `smtp://0.0.0.0:${port}` } })
  try {
    const made = await product.command(
      ['member', 'create', '--username', 'ada', '--email', 'ada@example.org', '--password-stdin', '--verified'],
      'a lantern in the fog\n',
    )
    assert.equal(made.code, 0, made.stderr)
    const company = ['--company', 'Mailco', '--region', 'United States', '--agreement', 'own', '--review', '2999-01-01']
    const confirmed = await product.command(['vendor', 'confirm-mail', ...company])
    assert.equal(confirmed.code, 0, confirmed.stderr)
    await fetch(`${product.origin}/forgot`, {
      method: 'POST',
      headers: { origin: product.origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'login=ada',
    })
    for (let tries = 0; tries < 300 && !/did not take/.test(product.said()) && heard.length === 0; tries++)
      await sleep(100)
    assert.match(product.said(), /The mail server did not take the letter: ETLS/)
    assert.deepEqual(heard, [])
  } finally {
    await product.remove()
    await new Promise<void>((resolve) => smtp.close(() => resolve()))
  }
})
