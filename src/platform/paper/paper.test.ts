import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Paper, type PaperPart, drawPaper } from './index.ts'

const asOf = new Date('2026-01-05T09:00:00Z')
const clause = (text: string): PaperPart => ({ kind: 'clause', number: '1.1', text })
const aPaper = (...parts: readonly PaperPart[]): Paper => ({
  ...{ title: 'A paper', author: 'Vitrine', asOf, foot: 'paper' },
  parts: [{ kind: 'title', text: 'A paper' }, ...parts],
})
const plain = async (paper: Paper): Promise<string> => (await drawPaper(paper)).toString('latin1')
const pagesOf = (pdf: string): number => pdf.match(/\/Type \/Page\n/g)?.length ?? 0

test('the same paper is the same bytes, whenever it is drawn; another date or letter makes others', async () => {
  const paper = aPaper(clause('Łucja Ångström, Ђорђе, Άννα, Լույս, სინათლე'))
  const [first, second] = [await drawPaper(paper), await drawPaper(paper)]
  assert.ok(first.equals(second))
  assert.ok(!first.equals(await drawPaper({ ...paper, asOf: new Date('2026-01-05T09:00:01Z') })))
  assert.ok(!first.equals(await drawPaper(aPaper(clause('Łucja Angström')))))
})

test('a paper says its title and language, and has tags for who cannot see it', async () => {
  const pdf = await plain(aPaper({ kind: 'heading', text: 'One' }, clause('Two')))
  for (const mark of [/\/Marked true/, /\/Lang \(en\)/, /\/DisplayDocTitle true/, /\/S \/H1/, /\/S \/H2/, /\/S \/P/]) {
    assert.match(pdf, mark)
  }
  assert.match(pdf, /pdfuaid:part/)
  assert.doesNotMatch(pdf, /Helvetica|\/URI|\/JavaScript/, 'every font is in the file, and nothing leads outside')
})

test('a long paper goes on over pages, and no more of them than it fills', async () => {
  const long = Array.from({ length: 60 }, () =>
    clause('A sentence that is long enough to fill a line and a half. '.repeat(3)),
  )
  const count = pagesOf(await plain(aPaper(...long)))
  assert.ok(count > 2 && count < 8, String(count))
  assert.equal(pagesOf(await plain(aPaper(clause('Short.')))), 1)
})
