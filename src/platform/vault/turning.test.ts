import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Store, table, whileAccount } from '#declaration'
import { systemChance } from '#platform/chance'
import { dayMs } from '#platform/clock'
import { inTransaction } from '#platform/context'
import { type Vault, backupIdentity, openKeyRing, openVault, turnMasterKeys } from '#platform/vault'
import { type TestHouse, openTestCtx } from '#test/house'

const column = 'platform_letters.sender'
const stores: readonly Store[] = [
  table({
    owner: 'platform/letters',
    name: 'platform_letters',
    path: { by: 'person_id' },
    label: 'Letters',
    subject: 'member',
    purposes: ['account.provide'],
    basis: 'contract',
    audience: 'subject',
    retention: whileAccount,
    erase: 'shred-key',
    columns: {
      sender: { category: 'user.contact.email', identifies: 'alone', label: 'Sender', why: 'To answer.', sealed: true },
    },
  }),
]

describe('keys that turn', () => {
  let t: TestHouse
  let file: string
  before(async () => {
    t = await openTestCtx({ stores })
    file = join(t.ctx.config.home, 'keys.json')
  })
  after(() => t.close())

  /** As a process of its own has it: nothing remembered in common. */
  const aVault = (): Vault =>
    openVault({ ring: openKeyRing(file, t.ctx), clock: t.clock, chance: systemChance, stores })
  const turn = () => turnMasterKeys(t.ctx.db, openKeyRing(file, t.ctx), t.ctx)
  const masterIds = (): readonly string[] =>
    (JSON.parse(readFileSync(file, 'utf8')) as { masters: { id: string }[] }).masters.map(({ id }) => id)

  test('while people are made, read and erased by several processes, two of which turn them at once: nothing fails to open (promise: G-92)', async () => {
    const people = new Map<string, { readonly sealed: Buffer; readonly text: string }>()
    const counts = { made: 0, opened: 0, erased: 0 }
    let busy = true
    const worker = async (number: number): Promise<void> => {
      const vault = aVault()
      for (let round = 0; busy; round++) {
        const place = { column, subjectId: randomUUID() }
        const text = `${number} ${round}`
        const sealed = await inTransaction(t.ctx, async (tx) => {
          const bytes = await vault.seal(tx.db, place, text)
          await sleep(round % 5)
          return bytes
        })
        people.set(place.subjectId, { sealed, text })
        counts.made++
        const ids = [...people.keys()]
        const other = ids[(round * 7919) % ids.length] ?? ''
        const known = people.get(other)
        const opened =
          known && (await vault.open(t.ctx.db, { column, subjectId: other }, known.sealed, 'account.provide'))
        // Null where somebody erased them meanwhile.
        if (opened !== null && opened !== undefined) assert.equal(opened, known?.text)
        else assert.ok(!people.has(other))
        counts.opened++
        if (round % 6 !== 5) continue
        people.delete(other)
        await vault.shred(t.ctx.db, other)
        counts.erased++
      }
    }
    const workers = Promise.all([0, 1, 2, 3, 4].map(worker))
    const [first] = masterIds()
    for (let week = 0; week < 6; week++) {
      await sleep(60)
      // Every third time the machine was off for weeks.
      t.clock.advanceMs((week % 3 === 2 ? 40 : 7) * dayMs)
      await Promise.all([turn(), turn()])
    }
    busy = false
    await workers
    assert.ok(counts.made > 100 && counts.opened > 100 && counts.erased > 10, JSON.stringify(counts))
    assert.ok(!masterIds().includes(first ?? ''), 'keys were destroyed meanwhile')
    const vault = aVault()
    for (const [subjectId, { sealed, text }] of people) {
      assert.equal(await vault.open(t.ctx.db, { column, subjectId }, sealed, 'account.provide'), text)
    }
  })

  test('a person who is being made while keys turn after weeks is waited for: their key is taken along', async () => {
    const vault = aVault()
    const place = { column, subjectId: randomUUID() }
    await turn()
    const [old] = masterIds().slice(-1)
    let isMade: (() => void) | undefined
    let goOn: (() => void) | undefined
    const made = new Promise<void>((done) => (isMade = done))
    const may = new Promise<void>((done) => (goOn = done))
    const making = inTransaction(t.ctx, async (tx) => {
      const sealed = await vault.seal(tx.db, place, 'in the making')
      isMade?.()
      await may
      return sealed
    })
    await made
    t.clock.advanceMs(45 * dayMs)
    const turning = turn()
    await sleep(300)
    assert.ok(masterIds().includes(old ?? ''), 'not destroyed while somebody may still need it')
    goOn?.()
    const sealed = await making
    assert.ok((await turning).destroyed >= 1)
    assert.ok(!masterIds().includes(old ?? ''))
    assert.equal(await aVault().open(t.ctx.db, place, sealed, 'account.provide'), 'in the making')
  })

  test('no number is left out, not even that of nothing but zeros, which is the house itself', async () => {
    const place = { column, subjectId: '00000000-0000-0000-0000-000000000000' }
    const sealed = await aVault().seal(t.ctx.db, place, 'of the house')
    for (let week = 0; week < 6; week++) {
      t.clock.advanceMs(7 * dayMs)
      await turn()
    }
    assert.equal(await aVault().open(t.ctx.db, place, sealed, 'account.provide'), 'of the house')
  })

  test('the identity of backups is made once, survives every turn, and an older key file gets it', async () => {
    const ring = openKeyRing(file, t.ctx)
    assert.equal(ring.backup(), null)
    const made = await Promise.all([1, 2, 3, 4].map(() => backupIdentity(t.ctx.db, openKeyRing(file, t.ctx))))
    assert.equal(new Set(made).size, 1)
    t.clock.advanceMs(40 * dayMs)
    await Promise.all([turn(), backupIdentity(t.ctx.db, ring), turn()])
    assert.equal(ring.backup(), made[0])
  })
})
