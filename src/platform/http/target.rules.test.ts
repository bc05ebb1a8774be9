import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { pathOfTarget, targetMaxChars, targetProblem } from './target.rules.ts'

describe('the target of a request', () => {
  const refused: readonly [string, string][] = [
    ['dots', '/i/../settings'],
    ['dots at the end', '/i/..'],
    ['one dot', '/./settings'],
    ['dots as escapes', '/i/%2e%2e/settings'],
    ['dots, half as escapes', '/i/.%2E/settings'],
    ['dots behind an escaped slash', '/i/x%2f..%2fsettings'],
    ['dots behind an escaped backslash', '/i/x%5c..%5csettings'],
    ['a backslash', '/i\\..\\settings'],
    ['an empty segment', '/i//settings'],
    ['a host in the place of a path', '//evil.example/'],
    ['a host behind a backslash', '/\\evil.example/'],
    ['a zero byte', '/settings%00.png'],
    ['an end of line', '/settings%0d%0aSet-Cookie:x=1'],
    ['an overlong slash', '/i/%c0%af..'],
    ['an overlong dot', '/i/%c0%ae%c0%ae/settings'],
    ['an escape that is none', '/i/%zz'],
    ['half an escape', '/i/%2'],
    ['a surrogate', '/i/%ed%a0%80'],
    ['a fragment', '/i#/settings'],
    ['a byte that is no ASCII', '/i/\xff'],
    ['a space', '/i/ x'],
    ['nothing', ''],
    ['an asterisk', '*'],
    ['an authority', 'example.org:443'],
  ]
  for (const [what, target] of refused) {
    test(`is refused with ${what}`, () => assert.equal(targetProblem(target), 'target-not-understood'))
  }

  test('is refused when it is longer than any of ours', () => {
    assert.equal(targetProblem(`/${'x'.repeat(targetMaxChars - 1)}`), null)
    assert.equal(targetProblem(`/${'x'.repeat(targetMaxChars)}`), 'target-too-long')
  })

  test('is taken where it means one thing', () => {
    for (const target of [
      '/',
      '/p/img_1/a-pear',
      '/tags/a%2Fb',
      '/tags/b%C3%A4ume',
      '/tags/100%25',
      '/@ada',
      '/i/img_1-1/320.webp?until=1&sig=a%2F..%2Fb',
      '/search?q=..%2f..&to=//x',
      '/_app/immutable/chunks/x.y.js',
      '/.well-known/gpc.json',
      '/p/...',
    ]) {
      assert.equal(targetProblem(target), null, target)
    }
  })

  test('that is taken is the same address for a reader that normalises it and for one that does not', () => {
    const pieces = ['/', '.', '..', '%2e', '%2f', '%5c', '\\', 'i', 'settings', '%00', '%c0%ae', '?', ';', '%25']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
        const target = `/${parts.join('')}`
        if (targetProblem(target) !== null) return
        const { host, pathname } = new URL(target, 'http://here.example')
        assert.equal(host, 'here.example')
        assert.equal(pathname, target.split('?', 1)[0])
      }),
    )
  })

  test('in full is a path where it names this very host, and stays as it is for another', () => {
    assert.equal(pathOfTarget('http://here.example/a?b', 'here.example'), '/a?b')
    assert.equal(pathOfTarget('HTTPS://Here.Example', 'here.example'), '/')
    assert.equal(pathOfTarget('http://here.example?x', 'here.example'), '/?x')
    for (const other of ['http://evil.example/a', 'http://here.example@evil.example/', 'ftp://here.example/', '/a']) {
      assert.equal(pathOfTarget(other, 'here.example'), other)
    }
  })
})
