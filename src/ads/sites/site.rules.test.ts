import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { dayMs, hourMs, later, minuteMs } from '#platform/clock'
import { type Claim, findInAdsTxt, findInPage, instructionsOf } from './proof.rules.ts'
import { dailyCheckAfter, graceMs, mayServe, turnSite, unseenMs, verdictOf } from './site.rules.ts'
import type { Look, Site } from './site.ts'

const code = 'abcdefghijklmnopqrstuvwxyz'
const claim: Claim = { host: 'www.site.example', code, system: 'vitrine.example', ownHosts: ['group.example'] }
const line = `vitrine.example, ${code}, DIRECT`
const isThere = (text: string): boolean => findInAdsTxt(text, claim).isThere

describe('an ads.txt', () => {
  const good: readonly (readonly [string, string])[] = [
    ['as the instructions say it', instructionsOf(claim).adsTxt.lines.join('\n')],
    ['with lines of any kind', `a.example, 1, RESELLER\r${line}\r\nb.example,2,DIRECT\n`],
    ['with comments', `# all\n${line} # ours\n#${line}x`],
    ['with spaces, tabs and case', `\t Vitrine.EXAMPLE ,\t${code.toUpperCase()} , direct `],
    ['with the id of an authority', `vitrine.example, ${code}, DIRECT, f08c47fec0942fa0`],
    ['with an extension', `${line};extension=1`],
    ['without OWNERDOMAIN', line],
    ['with the owner above', `OWNERDOMAIN=site.example\n${line}`],
    ['with the owner of the same organisation', `OwnerDomain = https://www.group.example/\n${line}`],
    ['with variables and nonsense', `CONTACT=a@b.example\nSUBDOMAIN=x.site.example\n,,,\nfoo\n=\n${line}`],
  ]
  for (const [what, text] of good) test(`is understood ${what}`, () => assert.equal(isThere(text), true))

  const bad: readonly (readonly [string, string, RegExp])[] = [
    ['nothing', '', /No line/],
    ['the line as a comment', `# ${line}`, /No line/],
    ['another system', line.replace('vitrine', 'other'), /No line/],
    ['a system that ends alike', `x${line}`, /No line/],
    ['another number', line.replace(code, code.replace('a', 'b')), /another number/],
    ['a reseller', line.replace('DIRECT', 'RESELLER'), /«reseller» instead of DIRECT/],
    ['two fields', `vitrine.example, ${code}`, /nothing instead of DIRECT/],
    ['an owner that is somebody else', `OWNERDOMAIN=other.example\n${line}`, /«other\.example»/],
    ['an owner that is a whole ending', `OWNERDOMAIN=example\n${line}`, /«example»/],
    ['a page of HTML', `\n <!doctype html><pre>${line}\n${line}`, /HTML/],
  ]
  for (const [what, text, why] of bad) {
    test(`is not taken with ${what}, and says so`, () => {
      const finding = findInAdsTxt(text, claim)
      assert.equal(finding.isThere, false)
      assert.match(finding.isThere ? '' : finding.why, why)
    })
  }

  test('never proves anything without the code in it, whatever else it holds', () => {
    const parts = fc.constantFrom(
      'vitrine.example',
      ',',
      ' ',
      'DIRECT',
      code.slice(1),
      '#',
      '=',
      '\n',
      'OWNERDOMAIN',
      ';',
    )
    fc.assert(fc.property(fc.array(parts, { maxLength: 40 }), (text) => !isThere(text.join(''))))
  })
})

describe('a page', () => {
  const { tag } = instructionsOf(claim).meta
  const table: readonly (readonly [string, string, boolean])[] = [
    ['the tag', `<head>${tag}</head>`, true],
    ['the tag without a head', `<!doctype html>${tag}<p>`, true],
    ['the tag written otherwise', `<HEAD><META CONTENT='${code}'\n NAME=Vitrine-Site-Proof /></HEAD>`, true],
    ['the tag after others with brackets in values', `<head><meta content="a > b">${tag}`, true],
    ['the tag in a comment', `<head><!-- ${tag} --></head>`, false],
    ['the tag in a script', `<head><script>"${tag}"</script></head>`, false],
    ['the tag in a title', `<head><title>${tag}</title></head>`, false],
    ['the tag in the body', `<head></head><body>${tag}`, false],
    ['the tag after the head', `<head></head>${tag}`, false],
    ['the tag as text', `<head>${tag.replace('<', '&lt;')}`, false],
    ['the code under another name', `<head><meta name="x" content="${code}">`, false],
    ['a second content', `<head><meta name="vitrine-site-proof" content="x" content="${code}">`, false],
    ['an open quote before it', `<head><meta name="x>${tag}`, false],
  ]
  for (const [what, html, proves] of table) {
    test(`with ${what} proves ${proves ? 'the site' : 'nothing'}`, () =>
      assert.equal(findInPage(html, code).isThere, proves))
  }

  test('made to be slow to read is read all the same', () => {
    for (const part of ['<a "', '<', '<!--', "<meta '", '<script>', '<a b=', '< ', '</x']) {
      assert.equal(findInPage(part.repeat(300_000), code).isThere, false)
    }
  })
})

const at = new Date('2026-05-05T12:00:00Z')
const site = {
  id: '01890000-0000-7000-8000-0000000003e8' as Site['id'],
  state: 'proven',
  proofMethod: 'dns',
  provenAt: later(at, -9 * dayMs),
  seenAt: later(at, -dayMs),
  lostSeenAt: null,
  stopsAt: null,
} as const
const looks = (results: Partial<Record<Look['method'], Look['result']>>): readonly Look[] =>
  (['ads-txt', 'meta', 'well-known', 'dns'] as const).map((method) => ({
    method,
    result: results[method] ?? 'missing',
    said: '',
  }))

describe('what looks say', () => {
  test('any place is enough; the one that stood before is kept; one that cannot be reached loses nothing', () => {
    assert.deepEqual(verdictOf(looks({ dns: 'found', meta: 'found' }), 'dns'), { found: 'dns' })
    assert.deepEqual(verdictOf(looks({ dns: 'found', meta: 'found' }), 'ads-txt'), { found: 'meta' })
    assert.equal(verdictOf(looks({ dns: 'unreachable' }), 'dns'), 'unreachable')
    assert.equal(verdictOf(looks({ meta: 'unreachable' }), 'dns'), 'missing')
    assert.equal(verdictOf(looks({ meta: 'unreachable' }), null), 'unreachable')
    assert.equal(verdictOf(looks({}), null), 'missing')
  })

  test('a proven site that is missing it stops within a quarter of an hour, at every moment of the day', () => {
    fc.assert(
      fc.property(fc.date({ min: at, max: later(at, 9 * dayMs), noInvalidDate: true }), (now) => {
        const lost = turnSite({ ...site, seenAt: now }, 'missing', false, now)
        const serving = { ...lost, review: 'approved', childDirected: false } as const
        assert.equal(lost.state, 'lost')
        assert.equal(mayServe(serving, later(now, graceMs - 1)), true)
        assert.equal(mayServe(serving, later(now, graceMs)), false)
        assert.ok(graceMs < 15 * minuteMs)
      }),
    )
  })

  test('a host that another holds is not taken over, and is when that is no longer so', () => {
    const claiming = { ...site, state: 'unproven', proofMethod: null, provenAt: null, seenAt: null } as const
    assert.equal(turnSite(claiming, { found: 'dns' }, true, at).state, 'unproven')
    assert.equal(turnSite(claiming, { found: 'dns' }, false, at).state, 'proven')
  })

  test('a server that is down for three days has lost its proof, and not before', () => {
    assert.equal(turnSite({ ...site, seenAt: later(at, 1 - unseenMs) }, 'unreachable', false, at).state, 'proven')
    assert.equal(turnSite({ ...site, seenAt: later(at, -unseenMs) }, 'unreachable', false, at).state, 'lost')
  })
})

test('ads are shown only on what is proven, seen, approved and not for children', () => {
  const good = { state: 'proven', review: 'approved', childDirected: false, seenAt: at, stopsAt: null } as const
  assert.equal(mayServe(good, at), true)
  for (const change of [
    { state: 'unproven' },
    { state: 'retired' },
    { state: 'lost' },
    { state: 'lost', stopsAt: at },
    { review: 'unreviewed' },
    { review: 'refused' },
    { childDirected: true },
    { seenAt: null },
    { seenAt: later(at, -unseenMs) },
  ] as const) {
    assert.equal(mayServe({ ...good, ...change }, at), false, JSON.stringify(change))
  }
})

test('the daily look comes at the same minute of each day, within 25 hours, and spread over all minutes', () => {
  const minutes = new Set<number>()
  fc.assert(
    fc.property(fc.uuid(), fc.date({ min: at, max: later(at, 9 * dayMs), noInvalidDate: true }), (id, now) => {
      const next = dailyCheckAfter(id, now)
      const aheadMs = next.getTime() - now.getTime()
      assert.ok(aheadMs >= hourMs && aheadMs <= 25 * hourMs)
      assert.equal(dailyCheckAfter(id, next).getTime(), next.getTime() + dayMs)
      minutes.add((next.getTime() % dayMs) / minuteMs)
    }),
    { numRuns: 1000 },
  )
  assert.ok(minutes.size > 500)
})
