import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import * as z from 'zod'
import type { Browser, Page } from 'playwright-core'
import { SMTPServer } from 'smtp-server'
import { addressesOf } from '#accounts/addresses'
import { type Member, actorOf, createMember, peopleStores } from '#accounts/people'
import { type Purpose, type Store, host, mail, table, whileAccount, whileNeeded } from '#declaration'
import { type Ctx, inTransaction } from '#platform/context'
import { openEgress } from '#platform/egress'
import { defineJob, handle } from '#platform/jobs'
import { openPost } from '#platform/mail'
import { auditStores, entriesAbout } from '#privacy/audit'
import {
  type Consentable,
  consentStores,
  giveConsent,
  mayWriteTo,
  noteUnsentLetter,
  withdrawConsent,
} from '#privacy/consent'
import { documentsFolder, inForce, policyFindings, purposesInCode } from '#privacy/policies'
import { openBrowser, openPerson } from '#test/browser'
import { type TestHouse, openTestCtx } from '#test/house'
import { makeMember, pressAndWait, signInBy, until } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'

/** Purposes that no program of ours has: as if they had been added today. */
const news = 'mail.news' as Purpose
const study = 'study.habits' as Purpose

const aYesTo = (what: string, purpose: Purpose, per: Consentable['per']): Consentable => ({
  ...{ what, purpose, per, title: what, wordings: ['Yes, do that.'], given: 'tick', page: '/' },
  ifNot: 'It is not done.',
  takenBack: 'It is no longer done.',
})
const register = [aYesTo('news', news, 'address'), aYesTo('study', study, 'person')]

const ground = {
  owner: 'accounts/news',
  subject: 'member',
  audience: 'subject',
  erase: 'delete-row',
  category: 'user.contact.email',
  identifies: 'alone',
} as const
const note = 'accounts_notes.text'
const stores: readonly Store[] = [
  ...peopleStores,
  ...consentStores,
  ...auditStores,
  mail({
    ...ground,
    name: 'news',
    label: 'News of this site',
    why: 'To tell what is new.',
    purposes: [news],
    basis: 'consent',
    retention: whileNeeded('it has left'),
  }),
  mail({
    ...ground,
    name: 'account',
    label: 'About the account',
    why: 'To tell what was done.',
    purposes: ['mail.account'],
    basis: 'contract',
    retention: whileNeeded('it has left'),
  }),
  host({
    ...ground,
    name: 'SMTP_URL',
    bySetting: true,
    label: 'The mail server',
    why: 'It delivers.',
    carries: ['user.contact.email'],
    purposes: ['mail.account', news],
    basis: 'contract',
    retention: whileNeeded('it has delivered'),
  }),
  table({
    ...ground,
    name: 'accounts_notes',
    label: 'Notes',
    path: { by: 'person_id' },
    purposes: ['account.provide', study],
    basis: 'contract',
    retention: whileAccount,
    columns: {
      person_id: { category: 'user.account.id', identifies: 'combined', label: 'Whose', why: 'To know whose it is.' },
      text: { category: 'user.content', identifies: 'alone', label: 'A note', why: 'To keep it.', sealed: true },
    },
  }),
]

let count = 0
async function aMember(t: TestHouse): Promise<Member & { readonly email: string }> {
  const username = `reader${++count}`
  const email = `${username}@example.org`
  const { personId } = await createMember(t.ctx, { username, email, password: 'a lantern in the fog', verified: true })
  return { ...(await actorOf(t.ctx, personId, { kind: 'system' })), email }
}

describe('what waits for a yes', () => {
  let t: TestHouse
  let smtp: SMTPServer
  let ctx: Ctx
  const arrived: string[] = []
  before(async () => {
    t = await openTestCtx({ stores })
    smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, session, done) {
        stream.resume()
        stream.on('end', () => {
          arrived.push(...session.envelope.rcptTo.map(({ address }) => address))
          done()
        })
      },
    })
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
    const { port } = smtp.server.address() as AddressInfo
    const post = openPost({
      ...t.ctx,
      config: { ...t.ctx.config, smtpUrl: `smtp://127.0.0.1:${port}` },
      stores,
      // The way out is open: it is the yes that is asked for here.
      egress: openEgress({ stores, hosts: { SMTP_URL: '127.0.0.1' }, gate: async () => ({ company: 'Mailco' }) }),
      mayWriteTo: (address, purpose) => mayWriteTo(t.ctx, address, purpose),
      onNotAgreed: (letter) => noteUnsentLetter(t.ctx, letter),
    })
    ctx = { ...t.ctx, post }
  })
  after(async () => {
    await new Promise<void>((resolve) => smtp.close(() => resolve()))
    await t.close()
  })

  const letter = { subject: 'News', text: 'There is news.' }
  async function yes(member: Member, what: 'news' | 'study'): Promise<void> {
    const [address] = await addressesOf(t.ctx, member.personId)
    assert.ok(address)
    const at = what === 'news' ? { addressId: address.addressId } : {}
    const said = { personId: member.personId, what, channel: 'settings', ...at } as const
    await inTransaction(t.ctx, (tx) => giveConsent(tx, said, register))
  }
  async function no(member: Member, what: 'news' | 'study'): Promise<void> {
    const [address] = await addressesOf(t.ctx, member.personId)
    const at = what === 'news' && address ? { addressId: address.addressId } : {}
    await inTransaction(t.ctx, (tx) => withdrawConsent(tx, { personId: member.personId, what, ...at }, register))
  }
  const counted = async (): Promise<string> =>
    (await t.ctx.metrics.read()).text.split('\n').find((line) => /letters_total.*not-agreed/.test(line)) ?? ''

  test('a letter that nobody agreed to never reaches the mail server; one agreed to does (promise: G-28)', async () => {
    const [ada, eve] = [await aMember(t), await aMember(t)]
    assert.equal(await ctx.post.send({ ...letter, kind: 'news', to: ada.email }), 'not-agreed')
    assert.deepEqual(arrived, [], 'no letter has left')
    const [entry, ...others] = await entriesAbout(t.ctx, ada.personId, { limit: 10 })
    assert.deepEqual([entry?.kind, entry?.detail, others], ['letter-not-agreed', { letter: 'news' }, []])
    assert.match(await counted(), /kind="news".* 1$/)

    await yes(ada, 'study')
    assert.equal(await ctx.post.send({ ...letter, kind: 'news', to: ada.email }), 'not-agreed', 'another purpose')
    await yes(ada, 'news')
    for (const to of [eve.email, 'nobody@example.org']) {
      assert.equal(await ctx.post.send({ ...letter, kind: 'news', to }), 'not-agreed', to)
    }
    assert.deepEqual(arrived, [])
    assert.equal(await ctx.post.send({ ...letter, kind: 'news', to: ada.email }), 'sent')
    assert.equal(await ctx.post.send({ ...letter, kind: 'account', to: eve.email }), 'sent', 'one about the account')
    assert.deepEqual(arrived, [ada.email, eve.email])
  })

  test('a yes taken back between the queue and the post wins, and a later one is no yes to that letter (promise: G-28)', async () => {
    const ada = await aMember(t)
    arrived.length = 0
    const write = defineJob('accounts.write-news', z.strictObject({ to: z.string() }))
    const outcomes: string[] = []
    const handlers = [
      handle(write, async (_, { to }) => void outcomes.push(await ctx.post.send({ ...letter, kind: 'news', to }))),
    ]
    await yes(ada, 'news')
    await inTransaction(t.ctx, (tx) => tx.enqueue(write, { to: ada.email }))
    await no(ada, 'news')
    await t.runJobs(handlers)
    assert.deepEqual([outcomes, arrived], [['not-agreed'], []])
    await yes(ada, 'news')
    await t.runJobs(handlers)
    assert.deepEqual([outcomes, arrived], [['not-agreed'], []], 'nothing waits to be sent after all')
    await inTransaction(t.ctx, (tx) => tx.enqueue(write, { to: ada.email }))
    await t.runJobs(handlers)
    assert.deepEqual(arrived, [ada.email])
  })

  test('a purpose that is new reads nobody until they agree to it, and then them alone (promise: G-31)', async () => {
    const [ada, eve] = [await aMember(t), await aMember(t)]
    const { vault, db } = t.ctx
    const sealed = new Map<Member, Buffer>()
    const place = ({ personId }: Member) => ({ column: note, subjectId: personId })
    for (const one of [ada, eve]) sealed.set(one, await vault.seal(db, place(one), `a note of ${one.username}`))
    const read = async (one: Member, purpose: Purpose): Promise<string | null> =>
      vault
        .open(db, place(one), sealed.get(one) ?? Buffer.alloc(0), purpose)
        .catch((error: { readonly code?: string }) => `refused: ${error.code}`)

    for (const one of [ada, eve]) {
      assert.equal(await read(one, 'account.provide'), `a note of ${one.username}`, 'what it was given for')
      assert.equal(await read(one, study), 'refused: consent-missing')
    }
    await yes(ada, 'study')
    assert.equal(await read(ada, study), `a note of ${ada.username}`)
    assert.equal(await read(eve, study), 'refused: consent-missing', 'nobody answers for somebody else')
    await no(ada, 'study')
    assert.equal(await read(ada, study), 'refused: consent-missing', 'taken back')
    assert.equal(await read(ada, 'rights.answer'), `a note of ${ada.username}`, 'what one asks about oneself')
  })

  test('each purpose of the code stands in the policy in force, and a new one needs a new version (promise: G-30)', () => {
    const { version } = inForce.privacy
    const found = (purposes: typeof purposesInCode) => policyFindings({ folder: documentsFolder, version, purposes })
    assert.deepEqual(found(purposesInCode), [])
    const added = { ...purposesInCode, [study]: { words: 'to study habits', waitsForYes: 'always' as const } }
    assert.match(found(added).join('\n'), /^purpose study\.habits has no text: write privacy-\d+\.md/)
  })
})

describe('what people are asked on the pages', () => {
  let product: Product
  let browser: Browser
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    for (const username of ['ada', 'eve', 'leo']) await makeMember(product, { username })
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  interface Row {
    what: string
    version: number
    hash: string
    channel: string
    living: boolean
  }
  const rows = (username: string): Promise<readonly Row[]> =>
    query<Row>(
      product,
      `select what, wording_version as version, encode(wording_hash, 'hex') as hash, channel, withdrawn_at is null as living
       from privacy_consents join accounts_people on accounts_people.id = person_id
       where username = $1 order by given_at, what`,
      [username],
    )
  const storage = (page: Page): Promise<string[]> => page.evaluate<string[]>('Object.keys(localStorage)')
  const statusOf = async (path: string): Promise<number> => (await fetch(`${product.origin}${path}`)).status
  const digest = async (text: string): Promise<string> =>
    Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString('hex')

  test('the policy lists every purpose, and each is in it word for word (promise: G-30)', async () => {
    const { page, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await page.goto('/privacy')
    const listed = await page.locator('#purposes ~ table').first().locator('tbody td:first-child').allTextContents()
    assert.deepEqual(
      listed,
      Object.values(purposesInCode).map(({ words }) => words),
    )
    await context.close()
  })

  test('the words stand beside the box, which nobody ticks for you; what is kept is what was shown (promise: G-102)', async () => {
    const { page, context, foreign, errors } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await signInBy(page, 'ada')
    assert.equal(await statusOf('/@ada'), 404)
    await page.goto('/settings/profile')
    const asked = page.locator('[data-consent=profile-public]')
    assert.equal(await asked.locator('[type=checkbox]').isChecked(), false)
    const shown = (await asked.locator('[data-wording-text]').textContent()) ?? ''
    assert.match((await asked.textContent()) ?? '', /Wording 1/)
    await asked.locator('[type=checkbox]').check()
    await pressAndWait(page.getByRole('button', { name: 'Save' }))
    assert.deepEqual(await rows('ada'), [
      { what: 'profile-public', version: 1, hash: await digest(shown), channel: 'settings', living: true },
    ])
    assert.equal(await statusOf('/@ada'), 200)

    // Given by a tick and a button; taken back by a button.
    await page.goto('/privacy/consents')
    const own = page.locator('#profile-public')
    assert.ok((await own.textContent())?.includes(shown), 'the words of then')
    assert.match((await own.textContent()) ?? '', /Wording 1, in the settings/)
    await pressAndWait(own.getByRole('button', { name: 'Take it back' }))
    assert.equal(await statusOf('/@ada'), 404, 'at once, for everybody')
    assert.deepEqual(
      (await rows('ada')).map(({ living }) => living),
      [false],
    )
    await page.goto('/settings/profile')
    assert.equal(await asked.locator('[type=checkbox]').isChecked(), false)
    await page.goto('/privacy/consents')
    assert.match((await own.textContent()) ?? '', /1 earlier yes/)

    // And given again where it was taken back, in as few steps.
    await own.locator('[type=checkbox]').check()
    await pressAndWait(own.getByRole('button', { name: 'Say yes' }))
    assert.equal(await statusOf('/@ada'), 200)
    assert.deepEqual(
      (await rows('ada')).map(({ living }) => living),
      [false, true],
    )
    assert.deepEqual([foreign, errors], [[], []])
    await context.close()
  })

  test('nothing optional is kept in a browser before a choice; the choice is the record, and leaves it not (promise: G-71)', async () => {
    const { page, context } = await openPerson(browser, product.origin)
    for (const path of ['/', '/search', '/privacy', '/privacy/cookies', '/sign-up', '/privacy/consents']) {
      await page.goto(path)
      assert.deepEqual([await storage(page), await context.cookies()], [[], []], path)
    }
    await page.waitForSelector('fieldset.needs-script [name=theme]', { state: 'attached' })
    await page.locator('[name=theme][value=dark]').first().check({ force: true })
    assert.deepEqual(await storage(page), ['vitrine.theme'])
    assert.equal(await page.evaluate(`localStorage.getItem('vitrine.theme')`), 'dark', 'a word, the same for everybody')
    assert.deepEqual(await query(product, 'select 1 from privacy_consents where what = $1', ['look']), [])
    await context.close()
  })

  test('what a member chose is kept with a record of the choice, and both end together (promise: G-71)', async () => {
    const { page, context } = await openPerson(browser, product.origin)
    const kept = () => query<{ theme: string }>(product, 'select theme from accounts_preferences')
    await signInBy(page, 'eve')
    await page.goto('/settings/look')
    assert.deepEqual([await rows('eve'), await kept()], [[], []], 'nothing before a choice')
    const shown = (await page.locator('#look-words [data-wording-text]').textContent()) ?? ''
    await page.locator('main [name=theme][value=dark]').check()
    await pressAndWait(page.getByRole('button', { name: 'Save' }))
    await page.waitForURL('**/settings/look?saved')
    assert.deepEqual(await kept(), [{ theme: 'dark' }])
    assert.deepEqual(await rows('eve'), [
      { what: 'look', version: 1, hash: await digest(shown), channel: 'settings', living: true },
    ])
    await page.goto('/privacy/consents')
    await page.locator('#look').getByRole('button', { name: 'Take it back' }).click()
    await page.waitForURL('**/privacy/consents?taken-back')
    assert.deepEqual([await kept(), (await rows('eve')).map(({ living }) => living)], [[], [false]])
    assert.deepEqual(await storage(page), [], 'and nothing in the browser')
    await context.close()
  })

  test('texts about oneself are kept because they were written, and go with the yes (promise: G-102)', async () => {
    const { page, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await signInBy(page, 'leo')
    await page.goto('/settings/profile')
    await page.fill('[name=displayName]', 'Leo of the North')
    await pressAndWait(page.getByRole('button', { name: 'Save' }))
    assert.deepEqual(
      (await rows('leo')).map(({ what, living }) => [what, living]),
      [['profile-texts', true]],
    )
    await page.goto('/privacy/consents')
    await page.locator('#profile-texts').getByRole('button', { name: 'Take it back' }).click()
    await until('the name is gone', async () => {
      const [row] = await query<{ display_name: string | null }>(
        product,
        `select display_name from accounts_people where username = 'leo'`,
      )
      return row?.display_name === null
    })
    await context.close()
  })
})
