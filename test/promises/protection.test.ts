import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { readBackup } from '#platform/backup'
import { systemChance } from '#platform/chance'
import { dayMs, systemClock } from '#platform/clock'
import { openKeyRing, openVault } from '#platform/vault'
import { openBrowser, openPerson } from '#test/browser'
import { makeKey, makeMember, signInBy, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'
import { type RestoreAnswer, restoreInto, takeBackup } from '../journeys/restore.fixtures.ts'

const email = 'augusta.sealed-marker@example.org'
const title = 'A public-marker of Augusta'

interface KeyFile {
  readonly backup: string
  masters: { readonly id: string; readonly key: string; firstUsedAt: string }[]
}

describe('what is stored', () => {
  const apart = mkdtempSync(join(tmpdir(), 'vitrine-apart-'))
  const keys = join(apart, 'keys.json')
  const file = join(apart, 'old.backup')
  const home = mkdtempSync(join(tmpdir(), 'vitrine-restored-'))
  let product: Product
  let browser: Browser
  let picture: Buffer
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct({ environment: { VITRINE_KEYS: keys } }), openBrowser()])
    await makeMember(product, { username: 'augusta', email })
    const image = await uploadBy(product, await makeKey(product, 'augusta'), await cutOut(5, 700), { title })
    picture = Buffer.from(await (await fetch(image.download)).arrayBuffer())
    assert.equal((await takeBackup(product, file)).missing, 0)
  })
  after(async () => {
    await browser.close()
    await product.remove()
    for (const folder of [apart, home]) rmSync(folder, { recursive: true, force: true })
  })

  const keyFile = (): KeyFile => JSON.parse(readFileSync(keys, 'utf8')) as KeyFile
  const formsOf = (text: string): readonly string[] => [text, Buffer.from(text).toString('hex')]

  test('is sealed under the key of each person, and a backup says nothing without its key (promise: G-92)', async () => {
    const bytes = readFileSync(file)
    for (const marker of [email, title, 'augusta', 'accounts_addresses', ...keyFile().masters.map(({ key }) => key)]) {
      assert.ok(!bytes.includes(marker), `${marker} stands in the backup as it is`)
    }
    assert.ok(!bytes.includes(picture.subarray(100, 400)), 'a picture lies in the backup as it is')

    const ring = openKeyRing(keys, { clock: systemClock, chance: systemChance })
    const vault = openVault({ ring, clock: systemClock, chance: systemChance, stores: [] })
    const backup = await readBackup(file, { identity: keyFile().backup, vault })
    const parts: Buffer[] = []
    for await (const { plain } of backup.read('rows')) parts.push(plain)
    const rows = Buffer.concat(parts)
    assert.ok(rows.includes(title), 'the control: with the key what is public is found in the rows')
    for (const form of formsOf(email)) assert.ok(!rows.includes(form), 'the address stands in the rows as it is')
    for (const { key } of keyFile().masters) {
      for (const form of [key, Buffer.from(key, 'base64').toString('hex')])
        assert.ok(!rows.includes(form), 'a master key')
    }
  })

  test('stays readable while keys are renewed, and a backup from before the old key’s end gives up what was sealed (promises: G-92, G-121)', async () => {
    await product.stop()
    // Seven weeks pass in which the machine is off.
    const old = keyFile()
    for (const master of old.masters) master.firstUsedAt = new Date(Date.now() - 49 * dayMs).toISOString()
    writeFileSync(keys, JSON.stringify(old))
    product = await product.again()

    const left = keyFile().masters.map(({ id }) => id)
    for (const { id } of old.masters) assert.ok(!left.includes(id), 'a master key past its life was destroyed')
    const hanging = await query<{ master_id: string }>(product, 'select distinct master_id from platform_subject_keys')
    assert.deepEqual(
      hanging.map(({ master_id: id }) => id),
      left,
    )
    const { page, context } = await openPerson(browser, product.origin)
    await signInBy(page, email)
    await page.goto('/settings/account')
    assert.match(await page.content(), new RegExp(email), 'the address is read under the new key')
    await context.close()

    const restored = await restoreInto({ home, keys }, file)
    assert.equal(restored.code, 0, restored.stderr)
    assert.equal((JSON.parse(restored.stdout) as RestoreAnswer).unreadable, 1)
    assert.match(restored.stderr, /older than the master keys: of 1 person what is sealed cannot be read any more/)
    const again = await startProduct({ home, environment: { VITRINE_KEYS: keys } })
    try {
      const person = await openPerson(browser, again.origin)
      await signInBy(person.page, 'augusta')
      await person.page.goto('/settings/account')
      assert.ok(!(await person.page.content()).includes(email), 'the address is gone')
      const shown = await fetch(`${again.origin}/api/v1/images`).then((answer) => answer.text())
      assert.match(shown, /public-marker/, 'and everything else is back')
    } finally {
      await again.remove()
    }
  })
})
