import assert from 'node:assert/strict'
import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Certificate, followCertificate, readCertificate } from '#platform/certificate'
import { dayMs, fixedClock, later } from '#platform/clock'
import { ConfigProblem } from '#platform/config'
import { openLog } from '#platform/log'
import { openMetrics } from '#platform/metrics'
import { type CertificateFiles, certificateFiles, makeCertificate } from '#test/certificates'

const origin = new URL('https://localhost:8443')

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !isSo(); tries++) await sleep(10)
  assert.ok(isSo())
}

describe('a certificate', () => {
  let files: CertificateFiles
  before(async () => {
    files = certificateFiles(await makeCertificate())
  })
  after(() => files.remove())
  const configOf = (host = 'localhost', trustedProxies: string[] = []) => ({
    origin: new URL(`https://${host}`),
    trustedProxies,
    tls: files,
  })
  const problemsOf = async (config = configOf(), now = new Date()): Promise<string> => {
    try {
      await readCertificate(config, now)
      return ''
    } catch (error) {
      assert.ok(error instanceof ConfigProblem)
      return error.problems.join('\n')
    }
  }

  test('that fits is taken, by name and by address', async () => {
    assert.equal(await problemsOf(), '')
    assert.equal(await problemsOf(configOf('127.0.0.1')), '')
    assert.equal(await problemsOf(configOf('[::1]')), '')
  })

  test('that has run out, or does not count yet, is refused with the day', async () => {
    assert.match(await problemsOf(configOf(), later(new Date(), 31 * dayMs)), /^TLS_CERT: .*ran out on \d{4}-\d\d-\d\d/)
    assert.match(await problemsOf(configOf(), later(new Date(), -2 * dayMs)), /^TLS_CERT: .*counts only from/)
  })

  test('for another host is refused; behind a proxy the operator is told', async () => {
    assert.match(await problemsOf(configOf('pictures.example.org')), /not for pictures\.example\.org.*DNS:localhost/)
    const behind = await readCertificate(configOf('pictures.example.org', ['10.0.0.1']), new Date())
    assert.match(behind.cares.join(), /not for pictures\.example\.org/)
  })

  test('counts by its names, not by its subject', async () => {
    files.put(await makeCertificate({ names: ['other.example'] }))
    assert.match(await problemsOf(configOf('common.example')), /not for/)
    files.put(await makeCertificate({ names: ['*.example.org'] }))
    assert.equal(await problemsOf(configOf('pictures.example.org')), '')
    assert.match(await problemsOf(configOf('a.pictures.example.org')), /not for/)
  })

  test('with the key of another is refused', async () => {
    const [one, other] = await Promise.all([makeCertificate(), makeCertificate()])
    files.put({ cert: one.cert, key: other.key })
    assert.match(await problemsOf(), /^TLS_KEY: .*does not fit/)
  })

  test('that is none, and a key that is none, are refused; nothing of a key is said', async () => {
    const { cert, key } = await makeCertificate()
    files.put({ cert: 'Dear all', key })
    assert.match(await problemsOf(), /^TLS_CERT: .*no certificate in PEM form/)
    files.put({ cert, key: key.replace('PRIVATE', 'MARKER') })
    const words = await problemsOf()
    assert.match(words, /^TLS_KEY: .*no private key/)
    assert.doesNotMatch(words, /MARKER|BEGIN/)
    files.put({ cert, key })
    rmSync(files.keyFile)
    assert.match(await problemsOf(), /^TLS_KEY: .*ENOENT/)
    files.put({ cert, key })
  })

  test('whose key everybody can read is taken, and the operator is told', async () => {
    assert.deepEqual((await readCertificate(configOf(), new Date())).cares, [])
    chmodSync(files.keyFile, 0o644)
    assert.match((await readCertificate(configOf(), new Date())).cares.join(), /chmod o-rwx/)
  })
})

describe('a renewed certificate', () => {
  const lines: string[] = []
  const log = openLog({ level: 'info', destination: { write: (line) => void lines.push(line) } })
  const used: Certificate[] = []
  let files: CertificateFiles
  let follow: { stop(): void }
  before(async () => {
    files = certificateFiles(await makeCertificate())
    const config = { origin, trustedProxies: [], tls: files }
    const current = await readCertificate(config, new Date())
    const clock = fixedClock(new Date().toISOString())
    follow = followCertificate({
      config,
      clock,
      log,
      metrics: openMetrics(),
      current,
      use: (next) => used.push(next),
      everyMs: 10,
    })
  })
  after(() => {
    follow.stop()
    files.remove()
  })

  test('is used once both files are there; half of it changes nothing and is not told', async () => {
    const next = await makeCertificate()
    // The key first: for a moment the two do not fit.
    writeFileSync(files.keyFile, next.key)
    files.put(next)
    await until(() => used.length === 1)
    assert.equal(used[0]?.cert.toString(), next.cert)
    assert.match(lines.join(''), /a new certificate is in use/)
    await sleep(50)
    assert.equal(used.length, 1, 'the same is not used twice')
  })

  test('that is broken is not used, and told once', async () => {
    lines.length = 0
    const { cert } = await makeCertificate()
    files.put({ cert, key: 'MARKER' })
    await until(() => lines.length > 0)
    await sleep(100)
    assert.equal(used.length, 1)
    assert.equal(lines.length, 1)
    assert.match(lines[0] ?? '', /TLS_KEY.*stays in use/)
    assert.doesNotMatch(lines[0] ?? '', /MARKER/)
    files.put(await makeCertificate())
    await until(() => used.length === 2)
  })
})
