import assert from 'node:assert/strict'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { documentsFolder, inForce, policyFindings, purposesInCode } from './index.ts'

suite('the policy and the purposes of the code', () => {
  const home = mkdtempSync(join(tmpdir(), 'vitrine-policy-'))
  after(() => rmSync(home, { recursive: true }))
  const { version } = inForce.privacy
  let count = 0
  /** A copy of the texts, to be damaged. */
  function copied(): string {
    const folder = join(home, String(++count))
    cpSync(documentsFolder, folder, { recursive: true })
    return folder
  }
  const newPurpose = { ...purposesInCode, 'study.habits': { words: 'to study habits', waitsForYes: 'always' } } as const

  test('agree as they are', () => {
    assert.deepEqual(policyFindings({ folder: documentsFolder, version, purposes: purposesInCode }), [])
  })

  test('a purpose without a text is found (promise: G-30)', () => {
    const [found, ...others] = policyFindings({ folder: copied(), version, purposes: newPurpose })
    assert.match(found ?? '', /^purpose study\.habits has no text: write privacy-\d+\.md/)
    assert.deepEqual(others, [])
  })

  test('one that is written into a version that people agreed to is found too (promise: G-30)', () => {
    const folder = copied()
    const name = `privacy-${version}.purposes.json`
    writeFileSync(join(folder, name), JSON.stringify(newPurpose))
    assert.deepEqual(policyFindings({ folder, version, purposes: newPurpose }), [
      `${name} was published and has changed: write the next version instead`,
    ])
  })

  test('a new version in the same change is what it takes; its texts are noted', () => {
    const folder = copied()
    const next = String(Number(version) + 1)
    cpSync(join(folder, `privacy-${version}.md`), join(folder, `privacy-${next}.md`))
    writeFileSync(join(folder, `privacy-${next}.purposes.json`), JSON.stringify(newPurpose))
    const unnoted = policyFindings({ folder, version: next, purposes: newPurpose })
    assert.equal(unnoted.length, 2)
    const lock = join(folder, 'published.json')
    const noted = JSON.parse(readFileSync(lock, 'utf8')) as Record<string, string>
    for (const line of unnoted) {
      const [, name = '', hash = ''] = /^(\S+) is new: note it in published\.json as (\w+)$/.exec(line) ?? []
      noted[name] = hash
    }
    writeFileSync(lock, JSON.stringify(noted))
    assert.deepEqual(policyFindings({ folder, version: next, purposes: newPurpose }), [])
  })

  test('other words for a purpose, one that is gone, a published text that is changed or gone, are found', () => {
    const [first = '', ...rest] = Object.keys(purposesInCode)
    const other = { ...purposesInCode, [first]: { words: 'to do what we like', waitsForYes: 'never' } } as const
    assert.match(policyFindings({ folder: copied(), version, purposes: other }).join(), /told of otherwise/)
    const fewer = Object.fromEntries(rest.map((name) => [name, purposesInCode[name] ?? other[first]])) as typeof other
    assert.match(policyFindings({ folder: copied(), version, purposes: fewer }).join(), /which is in no code/)
    const changed = copied()
    appendFileSync(join(changed, 'privacy-1.md'), '\nAnd more.\n')
    assert.match(
      policyFindings({ folder: changed, version, purposes: purposesInCode }).join(),
      /was published and has changed/,
    )
    const gone = copied()
    rmSync(join(gone, 'terms-1.md'))
    assert.match(
      policyFindings({ folder: gone, version, purposes: purposesInCode }).join(),
      /was published and is gone/,
    )
  })
})
