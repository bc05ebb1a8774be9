import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import exifr from 'exifr'
import sharp from 'sharp'
import { develop, render } from '#library/ingest'
import { marker, openDarkroom, telltaleJpeg, waves } from './ingest.fixtures.ts'
import { readRights } from './rights.rules.ts'

const { jail, put, close } = await openDarkroom()
after(close)

const everything = {
  tiff: true,
  exif: true,
  gps: true,
  ifd1: true,
  makerNote: true,
  xmp: true,
  iptc: true,
  icc: true,
} as const
const read = async (path: string): Promise<Record<string, unknown>> =>
  // oxlint-disable-next-line import/no-named-as-default-member -- Node does not see the named exports of this CommonJS package
  ((await exifr.parse(path, everything)) as Record<string, unknown> | undefined) ?? {}

const telltale = await telltaleJpeg()
const upload = await put(telltale)
const picture = await develop(jail, upload)

test('the picture to strip really tells: place, camera, serial number, thumbnail, caption', async () => {
  const found = await read(upload.path)
  assert.equal(Math.round(found['latitude'] as number), 52)
  assert.match(String(found['Make']), /TELLTALE/)
  assert.ok(telltale.toString('latin1').split(marker).length > 10)
})

test('nothing of what a file tells about its maker is in the master or any variant (promise: G-34)', async () => {
  for (const { path } of [picture.master, ...picture.variants]) {
    const bytes = await readFile(path)
    assert.equal(bytes.includes(marker), false, path)
    const { exif, iptc, comments } = await sharp(bytes).metadata()
    assert.deepEqual([iptc, comments], [undefined, undefined])
    assert.equal(exif?.includes(Buffer.from([0x25, 0x88])), false, 'no pointer to a place')
  }
  const found = await read(picture.master.path)
  const known = ['Artist', 'Copyright', 'latitude', 'Make', 'Model', 'Software', 'DateTimeOriginal', 'SerialNumber']
  assert.deepEqual(
    known.filter((field) => field in found),
    ['Artist', 'Copyright'],
  )
})

test('the colour profile goes on with the master, and variants need none', async () => {
  const profile = (await sharp(telltale).metadata()).icc
  assert.ok(profile)
  assert.deepEqual((await sharp(picture.master.path).metadata()).icc, profile)
  for (const { path } of picture.variants) assert.equal((await sharp(path).metadata()).icc, undefined)
})

test('maker, notice, credit and licence are carried over, each from the best place that has it', async () => {
  assert.deepEqual(picture.rights, {
    creator: 'Zoë & Ada',
    copyright: '(c) 2026 Ada Example',
    credit: 'Ada at the Gate',
    licenceUrl: 'https://creativecommons.org/licenses/by/4.0/',
  })
  const found = await read(picture.master.path)
  assert.equal(found['Copyright'], '(c) 2026 Ada Example')
  // This reader leaves the five escapes of XML as they are.
  assert.equal(found['creator'], 'Zoë &amp; Ada')
  assert.equal(found['WebStatement'], 'https://creativecommons.org/licenses/by/4.0/')
  assert.equal((found['rights'] as { value: string }).value, '(c) 2026 Ada Example')
})

test('what is given replaces what the file says, field by field', async () => {
  const { rights } = await develop(jail, {
    ...(await put(telltale)),
    rights: { creator: '李\u0000 <b>', copyright: '' },
  })
  assert.equal(rights.creator, '李 <b>')
  assert.equal(rights.copyright, '(c) 2026 Ada Example')
})

for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
  test(`a download as ${format} carries the rights: those that are given over those of the master`, async () => {
    const outPath = `${upload.outDir}/download.${format}`
    const rights = {
      creator: 'Zoë',
      copyright: '© Zoë <&> "x"',
      licenceUrl: 'https://example.org/l?a=1&b=2',
      usageTerms: 'CC BY',
    }
    await render(jail, { masterPath: picture.master.path, width: 200, format, outPath, rights })
    const { xmp, exif } = await sharp(outPath).metadata()
    assert.deepEqual(readRights({ xmp }), { ...rights, credit: 'Ada at the Gate' })
    assert.deepEqual(readRights({ exif }), { creator: 'Zoe', copyright: '(C) Zoe <&> "x"' })
  })
}

test('a picture that says nothing about rights gets no metadata at all', async () => {
  const { master, variants, rights } = await develop(jail, await put(await waves(300, 200).png().toBuffer()))
  assert.deepEqual(rights, {})
  for (const { path } of [master, ...variants]) {
    const { exif, xmp, icc, iptc } = await sharp(path).metadata()
    assert.deepEqual({ exif, xmp, icc, iptc }, { exif: undefined, xmp: undefined, icc: undefined, iptc: undefined })
  }
})
