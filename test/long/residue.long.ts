import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { allStores } from '#app'
import { subjects } from '#declaration'
import { openBrowser } from '#test/browser'
import { send, until } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { query, residues } from '#test/residue'
import { unzip } from '#test/zip'
import { restoreInto, takeBackup } from '../journeys/restore.fixtures.ts'
import { type Marked, markedMember, takeExport, unfilled } from './residue.fixtures.ts'

const stores = allStores

/** What one member cannot have at once, or has only after they are gone, with the reason. */
const notOfOne: Readonly<Record<string, string>> = {
  accounts_roles: 'a member of staff has these',
  'privacy_consents.address_id': 'nothing is asked for one address alone yet',
  privacy_erasures: 'made by the erasure itself',
  privacy_receipt_lines: 'made by the erasure itself',
  'library_images.hidden_at': 'only in the time in which one can come back: test/promises/erasure.test.ts',
  platform_lost_keys: 'only after a key file was lost: src/app',
  privacy_audit_entries: 'written when staff looks: test/promises/audit.test.ts',
  privacy_support_codes: 'spent within minutes: src/privacy/on-behalf',
  privacy_vendor_contacts: 'of the contact of a company: src/privacy/vendors',
  privacy_breach_steps: 'of staff: src/privacy/breaches',
  privacy_breach_notices: 'only after something went wrong: test/promises/breach.test.ts',
  privacy_hold_steps: 'of staff: src/privacy/holds',
  'privacy_holds.held': 'not while its person is here: test/promises/holds.test.ts',
  support_threads: 'of whoever asks, who is no member: test/promises/inquiry.test.ts',
  support_messages: 'of whoever asks, who is no member: test/promises/inquiry.test.ts',
  support_answers: 'of whoever asks, who is no member: src/support/answers',
  support_objections: 'of whoever asks, who is no member: src/support/answers',
  support_tasks: 'of whoever asks, who is no member: test/promises/inquiry.test.ts',
  support_assignments: 'of staff: src/support/inbox',
  support_steps: 'of staff: src/support/inbox',
  privacy_vendor_changes: 'of the contact of a company: src/privacy/vendors',
  accounts_organisations: 'of an organisation: src/app/closing.test.ts',
  accounts_organisation_people: 'of whoever acts for one: src/accounts/organisations',
  accounts_invitations: 'of whoever is invited: src/accounts/invitations',
  accounts_welcomes: 'of whoever gets an account prepared: src/accounts/welcomes',
  accounts_organisation_contacts: 'of whom an organisation names: src/accounts/organisation-contacts',
  accounts_organisation_contacts_left: 'of an organisation, nobody named: src/accounts/organisation-contacts',
  accounts_organisation_billing: 'of an organisation: src/accounts/organisation-billing',
  ads_agreements: 'of an organisation, and kept six years: src/ads/agreements, src/app/closing.test.ts',
  ads_signatures: 'of an organisation, and kept six years: src/ads/agreements, src/app/closing.test.ts',
  ads_agreement_steps: 'of an organisation, and kept six years: src/ads/agreements, src/app/closing.test.ts',
  ads_sites: 'of an organisation: src/ads/sites',
  ads_site_checks: 'of an organisation: src/ads/sites',
  ads_site_reviews: 'of an organisation: src/ads/sites',
  ads_publishers: 'of an organisation: src/ads/publishers',
  ads_picture_settings: 'of an organisation: src/ads/publishers',
  ads_blocked_advertisers: 'of an organisation: src/ads/publishers',
  ads_publisher_troubles: 'of an organisation: src/ads/publisher-troubles',
  ads_orders: 'of an organisation, and kept six years: src/ads/orders',
  ads_order_versions: 'of an organisation, and kept six years: src/ads/orders',
  ads_order_billing: 'of an organisation, and kept six years: src/ads/orders',
  ads_order_lines: 'of an organisation, and kept six years: src/ads/orders',
  ads_order_line_targets: 'of an organisation, and kept six years: src/ads/orders',
  ads_order_signatures: 'of an organisation, and kept six years: src/ads/orders',
  ads_order_steps: 'of an organisation, and kept six years: src/ads/orders',
  ads_order_troubles: 'of an organisation, and kept six years: src/ads/orders',
  ads_creatives: 'of an organisation: src/ads/creatives',
  ads_creative_pictures: 'of an organisation: src/ads/creatives',
  ads_creative_files: 'of an organisation: src/ads/creatives',
  ads_creative_versions: 'of an organisation: src/ads/creatives',
  ads_creative_findings: 'of an organisation: src/ads/creatives',
  ads_creative_hops: 'of an organisation: src/ads/creatives',
  ads_creative_steps: 'of an organisation: src/ads/creatives',
  ads_creative_consents: 'of an organisation: src/ads/creatives',
  ads_order_line_creatives: 'of an organisation: src/ads/creatives',
}

/** Words that somebody gave to be read by others, or to name things of theirs: rows, not sealed. */
const isRawPage = (place: string): boolean => /^file pg18\/(base|pg_wal|global)\//.test(place)

describe('what is left of somebody who was erased', () => {
  const apart = mkdtempSync(join(tmpdir(), 'vitrine-residue-'))
  const keys = join(apart, 'keys.json')
  const backup = join(apart, 'before.backup')
  let product: Product
  let browser: Browser
  let ada: Marked
  const texts = (): readonly string[] => ada.markers.map(({ text }) => text)

  before(async () => {
    const environment = { VITRINE_KEYS: keys, LOG_LEVEL: 'debug' }
    ;[product, browser] = await Promise.all([startProduct({ environment }), openBrowser()])
    ada = await markedMember(product, browser)
  })
  after(async () => {
    await browser.close()
    await product.remove()
    rmSync(apart, { recursive: true, force: true })
  })

  test('every kind of subject that the declarations know has somebody who is erased here', () => {
    const proven: Readonly<Record<string, string>> = {
      member: 'this file',
      staff: 'a member with roles: rows of theirs lead to them by the same number',
      visitor: 'nothing is held on one; test/promises/visitor.test.ts',
      none: 'nobody',
      inquirer: 'test/promises/inquiry.test.ts, and src/support/forms/forms.test.ts with every table dumped',
      'vendor-contact': 'src/privacy/vendors/vendors.test.ts, with every table dumped',
      organisation: 'src/app/closing.test.ts and src/ads/orders/orders.test.ts, with every table dumped',
      'organisation-contact': 'src/accounts/organisation-contacts/contacts.test.ts, with every table dumped',
    }
    assert.deepEqual(
      Object.keys(subjects).filter((subject) => !(subject in proven)),
      [],
    )
  })

  test('the control: before, every table and every value that identifies is filled, and every marker is found', async () => {
    const zip = await unzip(await takeExport(ada))
    let missing: readonly string[] = []
    // Counts of downloads are written from time to time.
    await until('every table is filled', async () => {
      missing = await unfilled(product, stores, ada.subjectId, notOfOne)
      return missing.every((name) => name !== 'library_search_downloads')
    })
    assert.deepEqual(missing, [])
    const places = await residues(product, texts())
    await ada.page.goto('/privacy/my-data')
    const shown = await ada.page.content()
    for (const { field, text, isSealed } of ada.markers) {
      const found = places.get(text) ?? []
      const inClear = found.filter((place) => isRawPage(place) || place.startsWith('table '))
      if (isSealed) assert.deepEqual(inClear, [], `${field} is never in clear`)
      else assert.ok(inClear.length > 0, `${field} is found where it is declared`)
      assert.ok(!found.includes('the log'), `${field} is not in the log`)
      // A password and the secret of an app are known to nobody; a name that was given up is a number.
      if (['password', 'authenticator', 'former'].includes(field)) continue
      assert.ok(
        [...zip.values()].some((file) => file.includes(text)),
        `${field} is in the copy to take away`,
      )
      if (!/\d$/.test(field)) assert.ok(shown.includes(text), `${field} is on the page of one’s own data`)
    }
  })

  test('afterwards no marker is in any row, file, letter, copy or line; of what was sealed nothing is in raw files either (promise: G-121)', async () => {
    await takeBackup(product, backup)
    const { page } = ada
    await page.goto('/settings/account/close')
    await page.check('[name=when][value=now]', { force: true })
    const password = ada.markers.find(({ field }) => field === 'password')?.text ?? ''
    await page.fill('[name=current]', `${password} of old herons`)
    await send(page)
    await page.waitForURL(/\/privacy\/receipt\//)
    const receipt = page.url()
    await until('everything is gone', async () => {
      const [row] = await query<{ state: string }>(product, 'select state from privacy_erasures')
      return row?.state === 'done'
    })
    // The last letter, with the receipt, is the one that may still name them; it goes as every letter does.
    const places = await residues(product, [...texts(), ada.subjectId])
    for (const { field, text, isSealed } of ada.markers) {
      const left = (places.get(text) ?? []).filter((place) => !place.startsWith('file outbox/'))
      assert.deepEqual(
        left.filter((place) => !isRawPage(place)),
        [],
        field,
      )
      if (isSealed) assert.deepEqual(left, [], `${field}, in raw files`)
    }
    assert.deepEqual(
      (places.get(ada.subjectId) ?? []).filter((place) => place.startsWith('table ')),
      [],
      'their number is in no row',
    )
    await page.goto(receipt)
    const told = (await page.textContent('main')) ?? ''
    for (const { field, text } of ada.markers) assert.ok(!told.includes(text), `${field} is not in the receipt`)
    assert.match(told, /Your pictures/)
  })

  test('a backup from before, restored after the master key’s end, has no sealed value that can be read (promise: G-121)', async () => {
    // A month passes for the keys: the next start makes a new one, wraps the living under it, and destroys the old.
    await product.stop()
    const ring = JSON.parse(readFileSync(keys, 'utf8')) as { masters: { firstUsedAt: string }[] }
    for (const master of ring.masters) master.firstUsedAt = new Date(Date.now() - 31 * 86_400_000).toISOString()
    writeFileSync(keys, JSON.stringify(ring))
    product = await product.again()
    await until('the old key is destroyed', () => {
      const { masters } = JSON.parse(readFileSync(keys, 'utf8')) as typeof ring
      return masters.every(({ firstUsedAt }) => Date.parse(firstUsedAt) > Date.now() - 86_400_000)
    })

    const home = mkdtempSync(join(tmpdir(), 'vitrine-old-backup-'))
    const newKeys = join(apart, 'new-keys.json')
    copyFileSync(keys, newKeys)
    const restored = await restoreInto({ home, keys: newKeys }, backup)
    assert.equal(restored.code, 0, restored.stderr)
    assert.ok((JSON.parse(restored.stdout) as { unreadable: number }).unreadable > 0, 'it says whose keys are gone')
    const old = await startProduct({ home, environment: { VITRINE_KEYS: newKeys, LOG_LEVEL: 'debug' } })
    try {
      const places = await residues(old, texts())
      for (const { field, text, isSealed } of ada.markers) {
        if (isSealed) assert.deepEqual(places.get(text), [], `${field} in a restored backup`)
      }
    } finally {
      await old.remove()
    }
  })
})
