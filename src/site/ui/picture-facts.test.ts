import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type PictureFacts, downloadSizes, imageObject } from './picture-facts.ts'

const picture: PictureFacts = {
  id: 'img_01h455vb4pex5vsknk084sn02q',
  status: 'ready',
  refusal: null,
  isOwn: false,
  title: '</script><script>alert(1)</script><!-- \u2028',
  description: '',
  alt: 'A pear',
  tags: ['pear'],
  visibility: 'public',
  author: { username: 'ada' },
  licence: { code: 'CC0-1.0', name: 'CC0 1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/', summary: '' },
  credit: 'by ada',
  width: 1000,
  height: 500,
  sizeBytes: 1,
  format: 'png',
  animated: false,
  transparency: { verdict: 'opaque', share: 0 },
  palette: [],
  lit: null,
  still: { src: '', srcset: '' },
  avifSrcset: null,
  avifWidest: null,
  motion: null,
  under: null,
  download: '',
  createdAt: new Date('2026-11-22T00:00:00Z'),
  page: 'https://pictures.example/p/img_1/pear',
  shareImage: null,
}

test('a title cannot end the script element that carries the facts for search engines', () => {
  const text = imageObject(picture)
  assert.ok(!text.includes('<'))
  assert.equal((JSON.parse(text) as { name: string }).name, picture.title)
})

test('the licence of a picture is in the facts for search engines (promise: G-52)', () => {
  const facts = JSON.parse(imageObject(picture)) as Record<string, unknown>
  assert.equal(facts['license'], 'https://creativecommons.org/publicdomain/zero/1.0/')
  assert.equal(facts['acquireLicensePage'], picture.page)
  assert.equal(facts['creditText'], 'by ada')
})

test('downloads are offered in the size of the picture and smaller, never larger', () => {
  assert.deepEqual(downloadSizes(1000, 500), [
    { code: 'original', width: 1000, height: 500 },
    { code: '640', width: 640, height: 320 },
    { code: '320', width: 320, height: 160 },
  ])
  assert.equal(downloadSizes(100, 3).length, 1)
})
