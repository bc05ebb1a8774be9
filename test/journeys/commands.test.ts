import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { cutOut } from '#test/pictures'
import { type Ended, type Product, runCommand, startProduct } from '#test/product'

interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
}
interface Report {
  readonly taken: number
  readonly known: number
  readonly refused: readonly { readonly name: string; readonly code: string; readonly reason: string }[]
  readonly stopped: boolean
}

const password = 'a lantern in the fog\n'
const member = (username: string, ...more: string[]): string[] => [
  ...['member', 'create', '--username', username, '--email', `${username}@example.org`, '--password-stdin'],
  ...more,
]
const problemOf = ({ stdout, stderr }: Ended): Problem => {
  assert.equal(stdout, '', 'standard output stays for results')
  return JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as Problem
}

/** A folder of pictures, one of which is broken and one no picture. */
async function folderOfPictures(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-import-'))
  mkdirSync(join(folder, 'summer'))
  for (const seed of [1, 2, 3]) writeFileSync(join(folder, `summer/evening_${seed}.png`), await cutOut(seed, 300))
  const whole = await cutOut(4, 300)
  writeFileSync(join(folder, 'broken.png'), whole.subarray(0, whole.length >> 1))
  writeFileSync(join(folder, 'notes.txt'), 'Dear all')
  return folder
}

/** What every command promises, however its house is found. */
function promises(run: (args: readonly string[], input?: string) => Promise<Ended>): void {
  let folder = ''
  before(async () => {
    folder = await folderOfPictures()
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  test('0: done, and one line of JSON on standard output', async () => {
    const made = await run(member('ada', '--verified', '--json'), password)
    assert.equal(made.code, 0, made.stderr)
    assert.equal((JSON.parse(made.stdout) as { username: string }).username, 'ada')
    assert.doesNotMatch(made.stdout + made.stderr, /lantern/)
    const migrated = await run(['migrate', '--json'])
    assert.deepEqual([migrated.code, migrated.stdout], [0, '{"upToDate":true}\n'])
    const register = await run(['processing'])
    assert.equal(register.code, 0, register.stderr)
    assert.match(register.stdout, /^# Register of processing\n/)
    const looked = await run(['doctor', '--json'])
    assert.equal(looked.code, 0, looked.stdout)
    const { findings } = JSON.parse(looked.stdout) as { findings: { name: string; state: string }[] }
    assert.ok(findings.length >= 6 && findings.every(({ state }) => state !== 'unwell'))
    const staff = await run(['staff', 'create', '--username', 'ada', '--roles', 'moderator,support', '--json'])
    assert.equal(staff.code, 0, staff.stderr)
  })

  test('1: refused, with the reason on standard error, as problem JSON where asked', async () => {
    const again = await run(member('ada', '--json'), password)
    assert.equal(again.code, 1)
    assert.equal(problemOf(again).code, 'username-taken')
    assert.equal(problemOf(again).status, 409)
    const inWords = await run(member('ADA'), password)
    assert.equal(inWords.code, 1)
    assert.match(inWords.stderr, /^vitrine: \S/m)
    assert.doesNotMatch(inWords.stderr, /    at |\{"/)
    const nobody = await run(['api-key', 'create', '--member', 'nobody', '--scopes', 'images:read', '--json'])
    assert.deepEqual([nobody.code, problemOf(nobody).code], [1, 'member-not-found'])
    const nowhere = await run(['import', join(folder, 'nowhere'), '--member', 'ada', '--json'])
    assert.deepEqual([nowhere.code, problemOf(nowhere).code], [1, 'folder-not-found'])
  })

  test('the published subjects are taken in by a command, and what is not that file is refused line by line', async () => {
    const file = join(folder, 'subjects.tsv')
    writeFileSync(file, 'Content Taxonomy v3.1\nUnique ID\tName\n')
    const refused = await run(['taxonomy', 'import', file])
    assert.equal(refused.code, 1)
    assert.match(refused.stderr, /line 2: The columns have to be/)
    rmSync(file)
    const nowhere = await run(['taxonomy', 'import', file, '--json'])
    assert.deepEqual([nowhere.code, problemOf(nowhere).code], [1, 'taxonomy-file-not-found'])
  })

  test('2: wrong usage', async () => {
    for (const args of [
      ['member', 'create'],
      ['nonsense'],
      ['doctor', '--nonsense'],
      ['import'],
      member('a', '--what'),
    ]) {
      const ended = await run(args)
      assert.equal(ended.code, 2, args.join(' '))
      assert.match(ended.stderr, /--help/)
    }
    const weak = await run(member('grace', '--json'), 'short\n')
    assert.deepEqual([weak.code, problemOf(weak).code], [2, 'fields-not-understood'])
    const scopes = await run(['api-key', 'create', '--member', 'ada', '--scopes', 'everything', '--json'])
    assert.equal(scopes.code, 2)
    for (const help of [['--help'], ['member', 'create', '--help']]) {
      const shown = await run(help)
      assert.equal(shown.code, 0)
      assert.match(shown.stdout, /Usage: vitrine/)
    }
  })

  test('import reports what it refused, goes on with the rest, and takes nothing twice', async () => {
    const args = ['import', folder, '--member', 'ada', '--licence', 'CC0-1.0', '--visibility', 'public', '--json']
    const first = await run(args)
    assert.equal(first.code, 0, first.stderr)
    const report = JSON.parse(first.stdout) as Report
    assert.deepEqual([report.taken, report.known, report.stopped], [3, 0, false])
    assert.deepEqual(report.refused.map(({ name, code }) => `${name} ${code}`).sort(), [
      'broken.png picture-truncated',
      'notes.txt picture-not-understood',
    ])
    assert.match(first.stderr, /refused broken\.png: /)
    cpSync(join(folder, 'summer/evening_1.png'), join(folder, 'the same again.png'))
    writeFileSync(join(folder, 'new.png'), await cutOut(5, 300))
    const second = JSON.parse((await run(args)).stdout) as Report
    assert.deepEqual([second.taken, second.known, second.refused.length], [1, 4, 2])
  })
}

describe('commands beside a running server', () => {
  let product: Product
  before(async () => {
    product = await startProduct()
  })
  after(() => product.remove())
  promises((args, input) => product.command(args, input))

  test('what they did is there at once', async () => {
    const list = (await fetch(`${product.origin}/api/v1/images?author=ada`).then((answer) => answer.json())) as {
      items: { title: string; licence: { code: string } }[]
    }
    assert.deepEqual(list.items.map(({ title, licence }) => `${title} ${licence.code}`).sort(), [
      'evening 1 CC0-1.0',
      'evening 2 CC0-1.0',
      'evening 3 CC0-1.0',
      'new CC0-1.0',
    ])
  })
})

describe('commands without a server', () => {
  const home = mkdtempSync(join(tmpdir(), 'vitrine-commands-'))
  const environment = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', VITRINE_HOME: home }
  after(() => rmSync(home, { recursive: true, force: true }))
  promises((args, input) => runCommand(environment, args, input))

  test('they leave no database running', () => {
    assert.equal(existsSync(join(home, 'pg18/postmaster.pid')), false)
  })

  test('2 and 3: a setting that cannot be used, and a system that is unwell', async () => {
    const setting = await runCommand({ ...environment, PORT: 'many' }, ['doctor'])
    assert.equal(setting.code, 2)
    assert.match(setting.stderr, /PORT/)
    const gone = { ...environment, DATABASE_URL: 'postgres://nobody:secret-word@127.0.0.1:1/none' }
    const unwell = await runCommand(gone, ['doctor', '--json'])
    assert.deepEqual([unwell.code, problemOf(unwell).code], [3, 'unwell'])
    assert.doesNotMatch(unwell.stderr, /secret-word/)
  })
})
