import assert from 'node:assert/strict'
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { dayMs, later } from '#platform/clock'
import { newId } from '#platform/ids'
import { systemChance } from '#platform/chance'
import { systemClock } from '#platform/clock'
import { adoptNotes, expireNotes, keepNotes, noteErased, notedDays, notedErasures } from './noted-erasures.ts'

describe('notes of who was erased', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-noted-'))
  after(() => rmSync(folder, { recursive: true }))
  const aHome = (): string => mkdtempSync(join(folder, 'home-'))
  const aNumber = (): string => newId({ clock: systemClock, chance: systemChance })
  const monday = new Date('2026-03-02T10:00:00Z')

  test('tell nobody erased from nothing known', async () => {
    const home = aHome()
    assert.equal(await notedErasures(home), null)
    await keepNotes(home)
    assert.deepEqual(await notedErasures(home), [])
  })

  test('hold each number once, whoever writes at once, and after a line that a crash cut off', async () => {
    const home = aHome()
    const numbers = Array.from({ length: 40 }, aNumber)
    await Promise.all([...numbers, ...numbers].map((one) => noteErased(home, one, monday)))
    appendFileSync(join(home, 'erased', '2026-03-02'), `\n${aNumber().slice(0, 20)}`)
    const last = aNumber()
    await noteErased(home, last, monday)
    assert.deepEqual([...((await notedErasures(home)) ?? [])].sort(), [...numbers, last].sort())
  })

  test('go when every backup of before has gone, and not a day earlier', async () => {
    const home = aHome()
    const [old, young] = [aNumber(), aNumber()]
    await noteErased(home, old, monday)
    await noteErased(home, young, later(monday, dayMs))
    assert.equal(await expireNotes(home, later(monday, notedDays * dayMs)), 0)
    assert.equal(await expireNotes(home, later(monday, (notedDays + 1) * dayMs)), 1)
    assert.deepEqual(await notedErasures(home), [young])
    assert.ok(notedDays > 30, 'longer than backups are kept')
  })

  test('are taken over from another folder, beside those that are here, and twice as well as once', async () => {
    const [home, old] = [aHome(), aHome()]
    const [here, there, another] = [aNumber(), aNumber(), aNumber()]
    await noteErased(home, here, monday)
    await noteErased(old, there, monday)
    await noteErased(old, another, later(monday, dayMs))
    writeFileSync(join(old, 'erased', 'notes.txt'), 'not ours')
    mkdirSync(join(old, 'erased', '2026-03-09'))
    for (let again = 0; again < 2; again++) await adoptNotes(home, join(old, 'erased'))
    assert.deepEqual([...((await notedErasures(home)) ?? [])].sort(), [here, there, another].sort())
    assert.deepEqual(readdirSync(join(home, 'erased')), ['2026-03-02', '2026-03-03'])
    await assert.rejects(adoptNotes(home, join(old, 'nowhere')), { code: 'erased-not-found' })
  })
})
