import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { generateX25519Identity } from 'age-encryption'
import type { Browser } from 'playwright-core'
import { openBrowser, openPerson } from '#test/browser'
import { goodPassword, makeKey, makeMember, send, signInBy, until, uploadBy } from '#test/people'
import { cutOut, photograph } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'
import {
  type RestoreAnswer,
  assertWholeLog,
  codeOf,
  filesOf,
  restoreInto,
  rowsOf,
  takeBackup,
} from './restore.fixtures.ts'

describe('a backup, and a machine on which nothing is', () => {
  const apart = mkdtempSync(join(tmpdir(), 'vitrine-apart-'))
  const keys = join(apart, 'keys.json')
  const file = join(apart, 'monday.backup')
  const home = mkdtempSync(join(tmpdir(), 'vitrine-new-machine-'))
  let product: Product
  let browser: Browser
  let authorization = ''
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct({ environment: { VITRINE_KEYS: keys } }), openBrowser()])
    await makeMember(product, { username: 'ada' })
    authorization = await makeKey(product, 'ada')
  })
  after(async () => {
    await browser.close()
    await product.remove()
    for (const folder of [apart, home]) rmSync(folder, { recursive: true, force: true })
  })

  test('every row, every file, the sign-in, the key and the pictures come back (promise: G-88)', async () => {
    const images = [
      await uploadBy(product, authorization, await cutOut(1, 900), { title: 'One' }),
      await uploadBy(product, authorization, await photograph(2, 1200, 800), { title: 'Two' }),
      await uploadBy(product, authorization, await cutOut(3, 600), { title: 'Three', visibility: 'private' }),
    ]
    const waits = `select 1 from graphile_worker._private_jobs`
    await until('all queued work is done', async () => (await query(product, waits)).length === 0)
    // It is written into the log of acts, so that there is one.
    await takeBackup(product, join(apart, 'sunday.backup'))
    const answer = await takeBackup(product, file)
    assert.equal(answer.missing, 0)
    assert.ok(answer.files >= 9, 'masters, uploads and renditions')
    assert.ok(!existsSync(`${file}.part`))
    const [rows, files] = [await rowsOf(product), filesOf(product)]
    await product.stop()

    // Only the backup and the key file are carried to the new machine.
    const newKeys = `${home}-keys.json`
    copyFileSync(keys, newKeys)
    const restored = await restoreInto({ home, keys: newKeys }, file)
    assert.equal(restored.code, 0, restored.stderr)
    const report = JSON.parse(restored.stdout) as RestoreAnswer
    assert.deepEqual([report.rows, report.files, report.missing, report.unreadable], [answer.rows, answer.files, 0, 0])
    assert.deepEqual(await rowsOf({ home }), rows)
    await assertWholeLog(product, { home })
    assert.deepEqual(filesOf({ home }), files)

    const again = await startProduct({ home, environment: { VITRINE_KEYS: newKeys } })
    try {
      for (const { id } of images.slice(0, 2)) {
        const shown = await fetch(`${again.origin}/api/v1/images/${id}`)
        assert.equal(shown.status, 200)
        const { variants } = (await shown.json()) as { variants: readonly { url: string }[] }
        for (const { url } of variants) assert.equal((await fetch(new URL(url, again.origin))).status, 200, url)
      }
      const kept = await fetch(`${again.origin}/api/v1/images/${images[2]?.id}`, { headers: { authorization } })
      assert.equal(kept.status, 200, 'the key of a program works on')
      assert.equal((await fetch(`${again.origin}/api/v1/images/${images[2]?.id}`)).status, 404, 'and is needed')
      const { page } = await openPerson(browser, again.origin)
      await signInBy(page, 'ada@example.org')
      await page.goto('/settings/security')
      // Numbers of rows go on where they were.
      await uploadBy(again, authorization, await cutOut(4, 500), { title: 'Four' })
      const { code, stdout } = await again.command(['doctor'])
      assert.equal(code, 0, stdout)

      const twice = await restoreInto({ home, keys: newKeys }, file)
      assert.deepEqual([twice.code, codeOf(twice)], [1, 'server-running'])
      await again.stop()
      const full = await restoreInto({ home, keys: newKeys }, file)
      assert.deepEqual([full.code, codeOf(full)], [1, 'not-empty'])
    } finally {
      await again.remove()
      rmSync(newKeys)
    }
  })
})

/** Becomes a command, with a small disk of its own where the folder is. */
const smallDisk = (folder: string, kilobytes: number): readonly string[] => [
  ...['unshare', '-Urm', 'sh', '-c'],
  `mount -t tmpfs -o size=${kilobytes}k none "$0" && exec "$@"`,
  folder,
]
const [program = '', ...itsArgs] = smallDisk(tmpdir(), 64)
const canMount = spawnSync(program, [...itsArgs, 'true']).status === 0

describe('a restore that goes wrong, and a key file that is lost', () => {
  const apart = mkdtempSync(join(tmpdir(), 'vitrine-apart-'))
  const keys = join(apart, 'keys.json')
  const file = join(apart, 'tuesday.backup')
  const kit = join(apart, 'kit.txt')
  const homes: string[] = []
  let product: Product
  before(async () => {
    product = await startProduct({ environment: { VITRINE_KEYS: keys } })
    await makeMember(product, { username: 'ada' })
    await uploadBy(product, await makeKey(product, 'ada'), await photograph(7, 1500, 1000))
    await takeBackup(product, file)
  })
  after(async () => {
    await product.remove()
    for (const folder of [apart, ...homes]) rmSync(folder, { recursive: true, force: true })
  })
  const newHome = (): string => {
    const home = mkdtempSync(join(tmpdir(), 'vitrine-new-machine-'))
    homes.push(home)
    return home
  }

  test(
    'a backup onto a disk that is full is refused, before it begins or in its midst; nothing is left there',
    {
      skip: canMount ? false : 'this kernel allows no mounts in a user namespace',
    },
    async () => {
      const folder = join(apart, 'small')
      mkdirSync(folder)
      const [{ bytes } = { bytes: '0' }] = await query<{ bytes: string }>(
        product,
        'select sum(size_bytes)::text as bytes from platform_blobs',
      )
      // Too small for the files; then large enough for them, and not for the rows besides.
      for (const kilobytes of [64, Math.ceil(Number(bytes) / 4096) * 4 + 8]) {
        const under = ['unshare', '-Urm', 'sh', '-c', `mount -t tmpfs -o size=${kilobytes}k none "$0" && "$@"; code=$?; ls "$0"; exit $code`, folder] // prettier-ignore
        const full = await product.command(['backup', join(folder, 'x'), '--json'], '', under)
        assert.deepEqual([full.code, codeOf(full), full.stdout], [1, 'backup-no-room', ''], `${kilobytes} kB`)
      }
      const held = await query(product, 'select id from platform_blob_holds')
      assert.deepEqual(held, [], 'and removal of files goes on')
    },
  )

  test('without the keys, with others, or from a damaged file it is refused, and nothing was made', async () => {
    const home = newHome()
    const refused = async (from: string, with_: string): Promise<string> => {
      const ended = await restoreInto({ home, keys: with_ }, from)
      assert.equal(ended.code, 1, ended.stderr)
      assert.deepEqual(readdirSync(home), [], 'nothing was made')
      return codeOf(ended)
    }
    assert.equal(await refused(file, join(apart, 'nowhere.json')), 'keys-not-found')
    const others = JSON.parse(readFileSync(keys, 'utf8')) as { backup: string }
    others.backup = await generateX25519Identity()
    writeFileSync(join(apart, 'others.json'), JSON.stringify(others))
    assert.equal(await refused(file, join(apart, 'others.json')), 'backup-of-other-keys')
    const whole = readFileSync(file)
    writeFileSync(join(apart, 'cut'), whole.subarray(0, whole.length - 5000))
    assert.equal(await refused(join(apart, 'cut'), keys), 'backup-truncated')
    whole[Math.floor(whole.length / 2)] = (whole[Math.floor(whole.length / 2)] ?? 0) ^ 1
    writeFileSync(join(apart, 'altered'), whole)
    assert.equal(await refused(join(apart, 'altered'), keys), 'backup-altered')
    assert.equal(await refused(keys, keys), 'backup-not-understood')
  })

  test('a lost key file comes back from the recovery kit, which says whether it is the right one', async () => {
    const made = await product.command(['recovery-kit', '--out', kit])
    assert.equal(made.code, 0, made.stderr)
    assert.equal(statSync(kit).mode & 0o077, 0, 'only its owner reads it')
    assert.equal((await product.command(['recovery-kit', '--check', kit])).code, 0)
    const taken = await product.command(['recovery-kit', '--out', kit, '--json'])
    assert.deepEqual([taken.code, codeOf(taken)], [1, 'kit-file-taken'])
    const home = newHome()
    const newKeys = join(home, 'keys.json')
    const restored = await restoreInto({ home, keys: newKeys }, file, ['--kit', kit])
    assert.equal(restored.code, 0, restored.stderr)
    assert.equal((JSON.parse(restored.stdout) as RestoreAnswer).unreadable, 0)
    assert.deepEqual(JSON.parse(readFileSync(newKeys, 'utf8')), JSON.parse(readFileSync(keys, 'utf8')))
    const there = await restoreInto({ home, keys: newKeys }, file, ['--kit', kit])
    assert.deepEqual([there.code, codeOf(there)], [1, 'keys-are-there'])
  })

  test('killed in its midst, nothing starts on what is there, and beginning again ends well', async () => {
    const home = newHome()
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/cli/main.ts'), 'restore', file], {
      env: { PATH: process.env['PATH'], VITRINE_HOME: home, VITRINE_KEYS: keys, LOG_LEVEL: 'warn' },
      stdio: 'ignore',
    })
    const ended = once(child, 'exit')
    await until('the restore has begun', () => existsSync(join(home, 'restore.json')) || child.exitCode !== null)
    child.kill('SIGKILL')
    await ended
    assert.ok(existsSync(join(home, 'restore.json')), 'it was not done yet')
    await assert.rejects(startProduct({ home, environment: { VITRINE_KEYS: keys } }), /A restore was cut off/)
    const again = await restoreInto({ home, keys }, file)
    assert.equal(again.code, 0, again.stderr)
    assert.equal((await query(product, 'select id from library_images')).length, 1)
    assert.deepEqual(
      await query({ home }, 'select id from library_images'),
      await query(product, 'select id from library_images'),
    )
    assert.deepEqual([...filesOf({ home }).keys()], [...filesOf(product).keys()])
  })
})

describe('a backup from before somebody was erased', () => {
  const apart = mkdtempSync(join(tmpdir(), 'vitrine-apart-'))
  const keys = join(apart, 'keys.json')
  const file = join(apart, 'monday.backup')
  const homes: string[] = []
  let product: Product
  let browser: Browser
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct({ environment: { VITRINE_KEYS: keys } }), openBrowser()])
    for (const username of ['ada', 'grace', 'lise']) await makeMember(product, { username })
    for (const [seed, username] of ['ada', 'grace'].entries()) {
      await uploadBy(product, await makeKey(product, username), await cutOut(seed + 30, 500))
    }
  })
  after(async () => {
    await browser.close()
    await product.remove()
    for (const folder of [apart, ...homes]) rmSync(folder, { recursive: true, force: true })
  })
  const newHome = (): string => {
    const home = mkdtempSync(join(tmpdir(), 'vitrine-new-machine-'))
    homes.push(home)
    return home
  }
  const close = async (username: string, when: 'now' | 'later'): Promise<void> => {
    const { page, context } = await openPerson(browser, product.origin)
    await signInBy(page, username)
    await page.goto('/settings/account/close')
    await page.check(`[name=when][value=${when}]`, { force: true })
    await page.fill('[name=current]', goodPassword)
    await send(page)
    await page.waitForURL(/sign-in|receipt/)
    await context.close()
  }
  const namesIn = async (home: string): Promise<readonly string[]> =>
    (await query<{ name: string }>({ home }, 'select username as name from accounts_people order by 1')).map(
      ({ name }) => name,
    )
  const told = ({ stdout }: { readonly stdout: string }): string =>
    (JSON.parse(stdout) as { told: readonly string[] }).told.join(' ')

  test('does not bring them back, nor their files: on a new machine, in the old data folder, and killed in its midst (promise: G-121)', async () => {
    await takeBackup(product, file)
    await close('ada', 'now')
    await until('ada is erased, and it is noted', async () => {
      const states = await query<{ state: string }>(
        product,
        'select state from privacy_erasures order by asked_at desc',
      )
      return states[0]?.state === 'done'
    })
    const erased = join(product.home, 'erased')

    const control = newHome()
    const unknowing = await restoreInto({ home: control, keys }, file)
    assert.equal(unknowing.code, 0, unknowing.stderr)
    assert.deepEqual(
      await namesIn(control),
      ['ada', 'grace', 'lise'],
      'the negative control: without the notes she is back',
    )
    assert.match(told(unknowing), /is not known here, and is back: .* --erased FOLDER/)

    const nowhere = newHome()
    const refused = await restoreInto({ home: nowhere, keys }, file, ['--erased', join(apart, 'nowhere')])
    assert.deepEqual([refused.code, codeOf(refused)], [1, 'erased-not-found'])

    const home = newHome()
    const restored = await restoreInto({ home, keys }, file, ['--erased', erased])
    assert.equal(restored.code, 0, restored.stderr)
    assert.match(told(restored), /One person who had been erased/)
    assert.deepEqual(await namesIn(home), ['grace', 'lise'])
    const kept = await query<{ hash: string }>({ home }, 'select hash from platform_blobs')
    assert.deepEqual(
      [...filesOf({ home }).keys()].sort(),
      kept.map(({ hash }) => hash).sort(),
      'no file of hers is left',
    )

    // What is left of the old data folder when its database is lost.
    const old = newHome()
    cpSync(erased, join(old, 'erased'), { recursive: true })
    const inPlace = await restoreInto({ home: old, keys }, file)
    assert.match(told(inPlace), /One person/)
    assert.deepEqual(await namesIn(old), ['grace', 'lise'])

    const cut = newHome()
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '../../src/cli/main.ts'), 'restore', file, '--erased', erased],
      {
        env: { PATH: process.env['PATH'], VITRINE_HOME: cut, VITRINE_KEYS: keys, LOG_LEVEL: 'warn' },
        stdio: 'ignore',
      },
    )
    const ended = once(child, 'exit')
    await until('the restore has begun', () => existsSync(join(cut, 'restore.json')) || child.exitCode !== null)
    child.kill('SIGKILL')
    await ended
    const again = await restoreInto({ home: cut, keys }, file)
    assert.equal(again.code, 0, again.stderr)
    assert.match(told(again), /One person/, 'the notes were carried over before')
    assert.deepEqual(await namesIn(cut), ['grace', 'lise'])

    const late = await startProduct({ home, environment: { VITRINE_KEYS: keys } })
    try {
      assert.equal((await fetch(`${late.origin}/@ada`)).status, 404)
    } finally {
      await late.stop()
    }
  })
})
