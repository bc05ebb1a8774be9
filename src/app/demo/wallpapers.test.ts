import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { gnomeCredit, openBackdrops, openPhotographs } from './wallpapers.ts'
import { backdropPicks, photographPicks } from './wallpapers.picks.ts'

const folder = await mkdtemp(join(tmpdir(), 'demo-wallpapers-'))
after(() => rm(folder, { recursive: true, force: true }))

const put = async (path: string, text: string) => {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
}

test('a photograph carries the licence and the maker that its package names; an uncredited one stays out', async () => {
  await put('usr/share/backgrounds/Bridge_by_Sander_Klootwijk.jpg', 'jpeg')
  await put('usr/share/backgrounds/Dragonfly_by_Bolly.jpg', 'jpeg')
  await put(
    'usr/share/doc/lomiri-wallpapers-16.04/copyright',
    'Format: 1.0\n\nFiles: 16.04/Bridge_by_Sander_Klootwijk.jpg\nCopyright: 2018. Sander Klootwijk\nLicense: CC-BY-SA-4.0\n',
  )
  const set = await openPhotographs(new Map([['lomiri-wallpapers-16.04', folder]]))
  assert.equal(set.pictureCount, 1)
  for await (const picture of set.pictures()) {
    assert.equal(picture.licence, 'CC-BY-SA-4.0')
    assert.equal(picture.attribution, 'Sander Klootwijk, Lomiri Wallpapers')
    assert.equal(picture.name, 'lomiri-wallpapers-16.04/Bridge_by_Sander_Klootwijk.jpg')
  }
})

test('of gnome-backgrounds only pictures whose maker is known are shown', async () => {
  assert.deepEqual(gnomeCredit('oceans.svg'), { licence: 'CC-BY-4.0', holders: ['Ed Hawkins'] })
  assert.equal(gnomeCredit('truchet-l.webp'), null)
  await put('usr/share/backgrounds/gnome/oceans.svg', '<svg/>')
  assert.equal((await openBackdrops(new Map([['gnome-backgrounds', folder]]))).pictureCount, 1)
})

test('every pick is described: a title, a whole sentence, at least three tags', () => {
  const picks = [...photographPicks, ...backdropPicks]
  assert.equal(new Set(picks.map(({ from, path }) => `${from}/${path}`)).size, picks.length)
  for (const { title, alt, tags } of picks) {
    assert.ok(title.length >= 4, title)
    assert.match(alt, /^\p{Lu}.{20,}\.$/u)
    assert.ok(tags.split(',').length >= 3, tags)
  }
  for (const pick of backdropPicks.filter(({ from }) => from === 'gnome-backgrounds')) {
    assert.ok(gnomeCredit(pick.source), pick.source)
  }
})
