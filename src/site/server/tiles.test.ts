import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { underOf } from './tiles.server.ts'

test('what stands in for a picture is a tiny PNG of its colours, and of its shape', async () => {
  const [width, height] = [90, 60]
  // Red on the left, blue on the right.
  const rgba = Uint8Array.from({ length: width * height * 4 }, (_, at) => {
    const left = ((at >> 2) % width) * 2 < width
    return [left ? 230 : 20, 20, left ? 20 : 230, 255][at & 3]!
  })
  const under = underOf(Buffer.from(rgbaToThumbHash(width, height, rgba)).toString('base64'))
  assert.ok(under.startsWith('data:image/png;base64,'))
  assert.ok(under.length < 320, `${under.length} characters`)

  const { data, info } = await sharp(Buffer.from(under.split(',')[1]!, 'base64'))
    .raw()
    .toBuffer({ resolveWithObject: true })
  assert.ok(info.width > info.height)
  const pixel = (x: number): readonly number[] => [...data.subarray(x * info.channels, x * info.channels + 3)]
  const [first, last] = [pixel(0), pixel(info.width - 1)]
  assert.ok(first[0]! > first[2]!, `left is red: ${first}`)
  assert.ok(last[2]! > last[0]!, `right is blue: ${last}`)
})
