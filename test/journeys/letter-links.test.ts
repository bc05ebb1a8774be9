import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pageRoutes } from '../long/crawl.fixtures.ts'

const root = join(import.meta.dirname, '../..')

/** Pages as patterns of addresses: a part in brackets is one part of any name, `[[…]]` one that may be missing. */
const pages = pageRoutes(join(root, 'src/site/routes')).map(
  (pattern) =>
    new RegExp(
      `^${pattern
        .replaceAll(/\/\[\[[\w-]+\]\]/g, '(?:/[^/]+)?')
        .replaceAll(/\[\.\.\.[\w-]+\]/g, '.+')
        .replaceAll(/\[[\w-]+\]/g, '[^/]+')}$`,
    ),
)
const isPage = (path: string): boolean => pages.some((page) => page.test(path))

/** What the letters of a file link to: its texts that begin like an address, with something in the place of what is put in. */
const linksOf = (source: string): readonly string[] =>
  [...source.matchAll(/(?<quote>['`])(?<path>\/[a-z@](?:\$\{(?:[^{}]|\{[^{}]*\})*\}|[^'`\s$])*)\k<quote>/g)].map(
    ({ groups }) =>
      (groups?.['path'] ?? '').replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, 'something').replace(/[?#].*$/, ''),
  )

test('every link in a letter leads to a page that is there', () => {
  const files = globSync('src/**/*.ts', { cwd: root })
    .filter((file) => !/\.(test|fixtures)\.ts$/.test(file))
    .map((file) => ({ file, source: readFileSync(join(root, file), 'utf8') }))
    .filter(({ source }) => source.includes('composeLetter(') && !source.includes('export function composeLetter'))
  assert.ok(files.length > 12, String(files.length))
  const links = files.flatMap(({ file, source }) => linksOf(source).map((path) => ({ file, path })))
  const named = links.map(({ path }) => path)
  for (const known of ['/verify/something', '/invitations/something', '/contact/something', '/welcome/something']) {
    assert.ok(named.includes(known), `${known} is found`)
  }
  assert.deepEqual(
    links.filter(({ path }) => !isPage(path)),
    [],
  )
  assert.ok(!isPage('/invitation/something'), 'one letter beside it is no page (negative control)')
})
