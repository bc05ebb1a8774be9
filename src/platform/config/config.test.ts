import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ConfigProblem, readConfig } from '#platform/config'

const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment, '/srv')
  } catch (error) {
    assert.ok(error instanceof ConfigProblem)
    return error.problems
  }
  return []
}
const publicSite = {
  ORIGIN: 'https://pictures.example.org',
  TRUSTED_PROXIES: '127.0.0.1',
  OPERATOR_NAME: 'Ada',
  OPERATOR_ADDRESS: '1 Street, Town',
  OPERATOR_PHONE: '+1 555 0100',
  PRIVACY_COUNSEL: 'Eve, eve@example.org',
  VITRINE_KEYS: '/etc/vitrine/keys.json',
}

describe('configuration', () => {
  test('needs nothing on loopback', () => {
    const config = readConfig({}, '/srv')
    assert.equal(config.origin.href, 'http://localhost:3000/')
    assert.equal(config.home, '/srv/.vitrine')
    assert.equal(config.isPublic, false)
    assert.equal(config.keysApart, false)
    assert.ok(Object.isFrozen(config))
  })

  test('of a public site names everything that is missing at once (promise: S-02)', () => {
    const problems = problemsOf({ ORIGIN: 'https://pictures.example.org' })
    for (const name of ['OPERATOR_NAME', 'OPERATOR_ADDRESS', 'OPERATOR_PHONE', 'PRIVACY_COUNSEL', 'VITRINE_KEYS']) {
      assert.ok(
        problems.some((problem) => problem.startsWith(`${name}:`)),
        name,
      )
    }
    assert.deepEqual(problemsOf(publicSite), [])
  })

  test('refuses keys inside the data folder of a public site, however the path is written', () => {
    assert.equal(problemsOf({ ...publicSite, VITRINE_KEYS: '/srv/elsewhere/../.vitrine/keys.json' }).length, 1)
    assert.equal(problemsOf({ ...publicSite, VITRINE_KEYS: '/srv/.vitrine-keys/keys.json' }).length, 0)
  })

  test('takes loopback by any of its names, and nothing else for loopback', () => {
    for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '[::1]', 'vitrine.localhost']) {
      assert.equal(readConfig({ ORIGIN: `http://${host}:3000` }, '/srv').isPublic, false, host)
    }
    assert.ok(problemsOf({ ORIGIN: 'http://localhost.example.org' }).length > 0)
  })

  test('says which variable is wrong and what it is for', () => {
    const problems = problemsOf({ PORT: 'http', VITRINE_ROLES: 'site,everything', ORIGIN: 'pictures' })
    assert.equal(problems.length, 3)
    assert.match(problems.join('\n'), /PORT: .*TCP port/)
    assert.match(problemsOf({ ORIGIN: 'http://localhost/path' }).join(), /scheme, host and port only/)
  })

  test('takes an empty variable for an absent one', () => {
    assert.equal(readConfig({ PORT: '', DATABASE_URL: ' ' }, '/srv').databaseUrl, undefined)
  })

  test('refuses a public site that people would reach without TLS, and says how to get it (promise: G-91)', () => {
    const { TRUSTED_PROXIES: _, ...noProxy } = publicSite
    const withTls = { ...noProxy, TLS_CERT: 'cert.pem', TLS_KEY: '/etc/key.pem' }
    assert.match(problemsOf(noProxy).join('\n'), /^TLS_CERT: .*TRUSTED_PROXIES/)
    assert.match(
      problemsOf({ ...publicSite, ORIGIN: 'http://pictures.example.org' }).join('\n'),
      /^ORIGIN: .*https:\/\/pictures\.example\.org/,
    )
    assert.deepEqual(problemsOf(publicSite), [])
    assert.deepEqual(problemsOf(withTls), [])
    assert.deepEqual(readConfig(withTls, '/srv').tls, { certFile: '/srv/cert.pem', keyFile: '/etc/key.pem' })
  })

  const wrongTransports: readonly [string, Record<string, string>, RegExp][] = [
    ['a certificate without its key', { ORIGIN: 'https://localhost', TLS_CERT: 'c' }, /^TLS_KEY: required/],
    ['a key without its certificate', { ORIGIN: 'https://localhost', TLS_KEY: 'k' }, /^TLS_CERT: required/],
    ['a certificate for an origin without TLS', { TLS_CERT: 'c', TLS_KEY: 'k' }, /^ORIGIN: .*https:\/\/localhost/],
    ['a port that leads nowhere', { HTTP_PORT: '80' }, /^HTTP_PORT: .*https/],
    [
      'one port for both',
      { ORIGIN: 'https://localhost', TLS_CERT: 'c', TLS_KEY: 'k', PORT: '443', HTTP_PORT: '443' },
      /^HTTP_PORT: .*already/,
    ],
    ['a proxy by its name', { TRUSTED_PROXIES: 'proxy.example.org' }, /^TRUSTED_PROXIES: .*10\.0\.0\.0\/24/],
    ['everybody as a proxy', { TRUSTED_PROXIES: '0.0.0.0/0' }, /^TRUSTED_PROXIES: /],
    ['everybody as a proxy, by IPv6', { TRUSTED_PROXIES: '10.0.0.1, ::/0' }, /^TRUSTED_PROXIES: /],
    ['a network that is too narrow', { TRUSTED_PROXIES: '10.0.0.1/33' }, /^TRUSTED_PROXIES: /],
    ['a token that can be guessed', { METRICS_TOKEN: 'secret' }, /^METRICS_TOKEN: .*16/],
  ]
  for (const [what, environment, words] of wrongTransports) {
    test(`refuses ${what}`, () => assert.match(problemsOf(environment).join('\n'), words))
  }

  test('trusts nobody unless told, and then exactly whom it is told', () => {
    assert.deepEqual(readConfig({}, '/srv').trustedProxies, [])
    const { trustedProxies } = readConfig({ TRUSTED_PROXIES: '10.0.0.1, 192.168.0.0/16 ::1' }, '/srv')
    assert.deepEqual(trustedProxies, ['10.0.0.1', '192.168.0.0/16', '::1'])
  })
})
