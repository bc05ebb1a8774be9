import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { buildSite, builtSiteFolder } from '../../src/cli/build-site.ts'

const root = join(import.meta.dirname, '../..')

/** Stands in the code of a room and nowhere else: were it in the bundle of the site, that room would exist twice. */
const marks = [
  'library_images',
  'library_variants',
  'library_search_tags',
  'accounts_people',
  'accounts_sessions',
  'accounts_api_keys',
  'platform_blobs',
  'graphile_worker.add_job',
  'pg_advisory_xact_lock',
  'argon2id',
]

function texts(folder: string, pattern: RegExp): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Map(
    files
      .filter((entry) => entry.isFile() && pattern.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, readFileSync(path, 'utf8')]),
  )
}
const marksIn = (files: ReadonlyMap<string, string>): string[] =>
  [...files].flatMap(([path, text]) => marks.filter((mark) => text.includes(mark)).map((mark) => `${path}: ${mark}`))

describe('one house in a process', () => {
  before(() => buildSite(() => {}))

  test('the built site holds no code of the rooms: it is given the one instance of each', () => {
    const built = texts(builtSiteFolder, /\.js$/)
    assert.ok(built.size > 20, 'it is built')
    assert.ok([...built.keys()].some((path) => path.includes('/server/')))
    assert.ok(
      [...built.values()].some((text) => text.includes('vitrine.house')),
      'it takes the house from its slot',
    )
    assert.deepEqual(marksIn(built), [])
  })

  test('the same search finds each mark in the rooms themselves', () => {
    const rooms = texts(join(root, 'src'), /(?<!\.test|\.generated)\.ts$/)
    for (const path of rooms.keys()) if (path.includes('/src/site/')) rooms.delete(path)
    const found = marksIn(rooms).join('\n')
    for (const mark of marks) assert.match(found, new RegExp(`: ${mark.replaceAll('.', '\\.')}$`, 'm'))
  })
})
