import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import sharp from 'sharp'
import { waves } from './ingest.fixtures.ts'
import { isUsableProfile } from './profile.rules.ts'

const profileOf = async (name: string): Promise<Buffer> =>
  (await sharp(await waves(8, 8).removeAlpha().withIccProfile(name).png().toBuffer()).metadata()).icc as Buffer
const [p3, srgb] = await Promise.all([profileOf('p3'), profileOf('srgb')])

test('profiles of screens are usable for pictures of their kind only', () => {
  for (const profile of [p3, srgb]) {
    assert.ok(isUsableProfile(profile, 'rgb'))
    assert.ok(!isUsableProfile(profile, 'grey'))
  }
})

test('a profile that is cut or lengthened is not usable', () => {
  fc.assert(fc.property(fc.nat(p3.length - 1), (length) => assert.ok(!isUsableProfile(p3.subarray(0, length), 'rgb'))))
  assert.ok(!isUsableProfile(Buffer.concat([p3, Buffer.from('more')]), 'rgb'))
})

test('any bytes are judged without an error, and only what has the tags of a profile is usable', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 132, maxLength: 700 }), (noise) => {
      const bytes = Buffer.from(noise)
      bytes.writeUInt32BE(bytes.length, 0)
      bytes.write('acsp', 36)
      bytes.write('RGB ', 16)
      assert.ok(!isUsableProfile(bytes, 'rgb'))
    }),
  )
})

test('a tag that points outside makes a profile unusable', () => {
  const broken = Buffer.from(p3)
  broken.writeUInt32BE(0xffff_fff0, 128 + 4 + 4)
  assert.ok(!isUsableProfile(broken, 'rgb'))
})
