import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attributionText, licenceCodes, licenceOf, licences, licenceUnlessGiven } from './index.ts'

test('every licence has a name, a sentence, and an address of its text unless there is none', () => {
  assert.equal(new Set(licenceCodes).size, licences.length)
  for (const { code, name, url, summary } of licences) {
    assert.equal(licenceOf(code)?.name, name)
    assert.match(summary, /\.$/)
    assert.ok(url === null ? code === 'all-rights-reserved' : url.startsWith('https://'), code)
  }
})

test('a code that is not on the list names no licence, and silence gives no right away', () => {
  assert.equal(licenceOf('cc-by-4.0'), null)
  assert.equal(licenceOf('constructor'), null)
  assert.equal(licenceOf(licenceUnlessGiven)?.url, null)
})

test('a credit line names title, author, source and licence, and leaves out what is not known', () => {
  const by = licenceOf('CC-BY-4.0')
  const reserved = licenceOf('all-rights-reserved')
  assert.ok(by && reserved)
  const page = 'https://pictures.example.org/p/img_1/oak'
  assert.equal(
    attributionText({ title: 'Oak', author: 'ada', licence: by, page }),
    `“Oak” by ada, ${page}, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)`,
  )
  assert.equal(
    attributionText({ title: '', author: '', licence: reserved, page }),
    `Picture, ${page}, all rights reserved`,
  )
})
