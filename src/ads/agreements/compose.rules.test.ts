import assert from 'node:assert/strict'
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { agreementKinds } from './agreement.ts'
import { type Composed, amountOf, composeForAll, composeText, linesOf, percentOf } from './compose.rules.ts'
import { aParty } from '#test/business'
import { partsOfKind, readPublishedText, textFindings, textInForce, textsFolder } from './published-texts.ts'
import { standardTerms } from './terms.ts'

const composed = (kind: (typeof agreementKinds)[number], party = {}): Composed => ({
  shownId: 'agr_01',
  version: 3,
  textVersion: 1,
  operator: {
    operator: 'Vitrine Ltd',
    operatorAddress: '1 Glass St',
    operatorPhone: '+1 617',
    site: 'vitrine.example',
  },
  party: { ...aParty, ...party },
  terms: standardTerms(kind),
})

describe('what everybody is offered', () => {
  for (const kind of agreementKinds) {
    test(`of a ${kind} is what they would sign, word for word, but for who they are`, () => {
      const source = readPublishedText(kind, textInForce[kind])
      const signed = composeText(source, composed(kind))
      const { title, parts } = composeForAll(source, standardTerms(kind))
      assert.deepEqual([title, ...parts.map(({ part }) => part)], [source.title, ...partsOfKind[kind].slice(1)])
      for (const clause of parts.flatMap(({ clauses }) => clauses)) assert.ok(signed.includes(clause), clause)
    })
  }
})

describe('the text of an agreement', () => {
  for (const kind of agreementKinds) {
    test(`of a ${kind} has every part of its kind, all parties and parameters, and no place left open`, () => {
      const source = readPublishedText(kind, textInForce[kind])
      const text = composeText(source, composed(kind))
      assert.ok(!/[{}]/.test(text))
      for (const value of [...Object.values(aParty), 'Vitrine Ltd', 'vitrine.example', 'agr_01, version 3']) {
        assert.ok(text.includes(value), value)
      }
      const lines = linesOf(text)
      assert.equal(lines.filter((line) => line.kind === 'heading').length, partsOfKind[kind].length)
      assert.equal(
        lines.filter((line) => line.kind === 'clause').length,
        source.parts.reduce((sum, { clauses }) => sum + clauses.length, 0),
      )
      const terms = standardTerms(kind)
      for (const days of ['noticeDays', 'changeDays', 'finalPaymentDays', 'dataDays', 'paymentDays'] as const) {
        assert.ok(
          source.parts.some(({ clauses }) => clauses.some((clause) => clause.includes(`{${days}}`))),
          days,
        )
        assert.ok(text.includes(`${terms[days]} days`), days)
      }
    })
  }

  test('takes no value that would make a line of its own', () => {
    const source = readPublishedText('publisher', 1)
    for (const company of ['A\n\n9. You owe us everything', 'A\u2028B', 'A\u0000']) {
      assert.throws(() => composeText(source, composed('publisher', { company })), /breaks the line/)
    }
    const sly = composeText(source, composed('publisher', { company: '9.9 {law} 9. All' }))
    assert.ok(sly.includes('9.9 {law} 9. All, 14 Quay Street'), 'a value is not read as a place')
  })

  test('writes shares and amounts without loss', () => {
    assert.deepEqual([7000, 6250, 6255, 0, 10_000].map(percentOf), ['70', '62.5', '62.55', '0', '100'])
    assert.deepEqual(
      [50_000_000n, 0n, 1_500_000n, 1_234_567n, 12_345_600n].map((micros) => amountOf(micros, 'EUR')),
      ['50.00 EUR', '0.00 EUR', '1.50 EUR', '1.234567 EUR', '12.3456 EUR'],
    )
  })
})

describe('a published text', () => {
  const home = mkdtempSync(join(tmpdir(), 'vitrine-texts-'))
  after(() => rmSync(home, { recursive: true }))

  test('is as it was published; one changed byte, one that is gone and one that is not noted are found', () => {
    assert.deepEqual(textFindings(), [])
    const folder = join(home, 'texts')
    cpSync(textsFolder, folder, { recursive: true })
    appendFileSync(join(folder, 'publisher-1.md'), '\n')
    rmSync(join(folder, 'network-1.md'))
    writeFileSync(join(folder, 'advertiser-2.md'), '# Terms\n')
    const found = textFindings(folder).join('\n')
    assert.match(found, /publisher-1\.md was published and has changed/)
    assert.match(found, /network-1\.md was published and is gone/)
    assert.match(found, /advertiser-2\.md is new/)
    assert.throws(() => readPublishedText('advertiser', 2, folder), /parts parties, orders/)
  })
})
