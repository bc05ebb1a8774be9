import assert from 'node:assert/strict'
import { test } from 'node:test'
import { avifBytesMax, avifWidths } from '#library/ingest'

test('AVIF is tried in the widths that pages show, and in the own width of pictures up to 1,920 pixels', () => {
  assert.deepEqual(avifWidths([160, 320, 480, 640, 960, 1280, 1600]), [320, 480, 640, 960, 1280, 1600])
  assert.deepEqual(avifWidths([160, 320, 1920, 2560]), [320, 1920])
  assert.deepEqual(avifWidths([160, 200]), [])
})

test('AVIF has to be a tenth smaller than WebP to be kept', () => {
  assert.equal(avifBytesMax(1000), 900)
  assert.equal(avifBytesMax(0), 0)
})
