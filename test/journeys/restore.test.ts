import assert from 'node:assert/strict'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser, openPerson } from '#test/browser'
import { makeKey, makeMember, signInBy, until, uploadBy } from '#test/people'
import { cutOut, photograph } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'
import { type RestoreAnswer, codeOf, filesOf, restoreInto, rowsOf, takeBackup } from './restore.fixtures.ts'

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
