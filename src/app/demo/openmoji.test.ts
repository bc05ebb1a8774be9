import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { type Emoji, isShown, openOpenmoji, readEmoji } from './openmoji.ts'

const folder = await mkdtemp(join(tmpdir(), 'demo-openmoji-'))
after(() => rm(folder, { recursive: true, force: true }))

const emoji = (overrides: Partial<Emoji>): Emoji => ({
  hexcode: '1F98A',
  group: 'animals-nature',
  subgroups: 'animal-mammal',
  annotation: 'fox',
  tags: 'animal, face',
  openmoji_tags: 'fox, Forest',
  openmoji_author: 'Ada Example ',
  skintone: '',
  ...overrides,
})

test('a fox becomes a titled, tagged, credited picture of 1,024 px with real transparency', async () => {
  await mkdir(join(folder, 'data'), { recursive: true })
  await mkdir(join(folder, 'color', 'svg'), { recursive: true })
  const twice = emoji({ hexcode: 'E001' })
  const flag = emoji({ group: 'flags', annotation: 'a flag', hexcode: '1F1E9' })
  await writeFile(join(folder, 'data', 'openmoji.json'), JSON.stringify([emoji({}), twice, flag]))
  const svg = '<svg viewBox="0 0 72 72" xmlns="http://www.w3.org/2000/svg"><circle cx="36" cy="36" r="20"/></svg>'
  await writeFile(join(folder, 'color', 'svg', '1F98A.svg'), svg)

  const set = await openOpenmoji(folder)
  assert.equal(set.pictureCount, 1)
  for await (const { file, ...picture } of set.pictures()) {
    assert.deepEqual(picture, {
      set: 'openmoji',
      name: '1F98A',
      title: 'Fox',
      alt: 'Emoji drawing: Fox, in flat colours with dark outlines on a transparent background.',
      tags: ['fox', 'forest', 'animal', 'face', 'mammal', 'animals', 'nature', 'emoji'],
      licence: 'CC-BY-SA-4.0',
      attribution: 'Ada Example, OpenMoji (openmoji.org)',
      sourceUrl: 'https://openmoji.org/library/emoji-1F98A/',
    })
    const { width, height, hasAlpha } = await sharp(await file()).metadata()
    assert.deepEqual({ width, height, hasAlpha }, { width: 1024, height: 1024, hasAlpha: true })
  }
})

test('skin tones, flags, signs and gendered doubles are not shown; what they double is', () => {
  assert.ok(isShown(emoji({})))
  assert.ok(isShown(emoji({ group: 'people-body', subgroups: 'person-role', annotation: 'astronaut' })))
  const hidden: Partial<Emoji>[] = [
    { skintone: 1 },
    { group: 'flags', subgroups: 'country-flag' },
    { group: 'symbols', subgroups: 'arrow' },
    { group: 'extras-openmoji', subgroups: 'brand' },
    { group: 'people-body', subgroups: 'person-role', annotation: 'woman astronaut' },
    { group: 'travel-places', subgroups: 'time', annotation: 'two o’clock' },
    { group: 'objects', subgroups: 'tool', annotation: 'bomb' },
  ]
  for (const overrides of hidden) assert.ok(!isShown(emoji(overrides)), JSON.stringify(overrides))
})

test('a changed format is an error and no empty set', () => {
  assert.throws(() => readEmoji('[{"hexcode":"1F98A"}]'))
  assert.throws(() => readEmoji(JSON.stringify([emoji({ hexcode: '../../etc/passwd' })])))
})
