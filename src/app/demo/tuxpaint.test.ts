import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { openTuxpaint, readStampText } from './tuxpaint.ts'

const folder = await mkdtemp(join(tmpdir(), 'demo-tuxpaint-'))
after(() => rm(folder, { recursive: true, force: true }))

const put = async (path: string, text: string) => {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
}
const copyright = (licence: string) => `Format: 1.0

Files: *
Copyright: 2002-2022 by Bill Example <bill@example.org>
License: ${licence}
`

test('the title of a stamp is its first English sentence without the article', () => {
  const titleOf = (text: string) => readStampText(text).title
  assert.equal(titleOf('A swallow.\nde.utf8=Eine Schwalbe.'), 'Swallow')
  assert.equal(titleOf('A camera.  Say Cheese!'), 'Camera')
  assert.equal(titleOf('A pair of blue jeans with patches.'), 'Blue jeans with patches')
  assert.equal(titleOf('An inukshuk (or inuksuk), a landmark made of stones.'), 'Inukshuk')
  assert.equal(titleOf('Fire! Fire! Fire!'), 'Fire')
  assert.equal(readStampText('A camera.  Say Cheese!').caption, 'A camera. Say Cheese!')
})

test('a stamp comes with caption, tags of its folders, licence and credit; one without a text stays out', async () => {
  await put('usr/share/doc/tuxpaint-stamps-default/copyright', copyright('GPL-2+'))
  await put('usr/share/tuxpaint/stamps/animals/birds/swallow.svg', '<svg/>')
  await put('usr/share/tuxpaint/stamps/animals/birds/swallow.txt', 'A swallow.\n')
  await put('usr/share/tuxpaint/stamps/animals/birds/peacock.png', 'png')
  const set = await openTuxpaint(folder)
  assert.equal(set.pictureCount, 1)
  for await (const { file: _, ...picture } of set.pictures()) {
    assert.deepEqual(picture, {
      set: 'tuxpaint',
      name: 'animals/birds/swallow',
      title: 'Swallow',
      alt: 'A swallow. Cut out, on a transparent background.',
      tags: ['swallow', 'birds', 'animals', 'cut-out', 'drawing'],
      licence: 'GPL-2.0-or-later',
      attribution: 'Bill Example and the contributors of Tux Paint (tuxpaint.org)',
      sourceUrl: 'https://tuxpaint.org/stamps/',
    })
  }
})

test('under a licence that we do not know, no stamp is shown', async () => {
  await put('usr/share/doc/tuxpaint-stamps-default/copyright', copyright('Unheard-of'))
  assert.equal((await openTuxpaint(folder)).pictureCount, 0)
})
