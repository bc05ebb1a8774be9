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
})
