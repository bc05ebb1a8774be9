import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { drawSnug, drawWhole, photograph, photographSidePxMax } from './draw.ts'

const folder = await mkdtemp(join(tmpdir(), 'demo-draw-'))
after(() => rm(folder, { recursive: true, force: true }))

const svg = (size: string, body: string) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${size}>${body}</svg>`)
const box = '<rect x="50" y="100" width="90" height="45" fill="red"/>'

test('a drawing keeps its canvas and its transparency at the size asked for', async () => {
  const image = sharp(await drawWhole(svg('viewBox="0 0 200 200"', box), 1024))
  const { width, height, hasAlpha, format } = await image.metadata()
  assert.deepEqual({ width, height, hasAlpha, format }, { width: 1024, height: 1024, hasAlpha: true, format: 'png' })
  const { data } = await image.raw().toBuffer({ resolveWithObject: true })
  assert.equal(data[3], 0)
})

for (const size of ['width="210" height="297"', 'width="210mm" height="297mm"']) {
  test(`a cut-out on a page with ${size} fills its frame, with a clear margin`, async () => {
    const { data, info } = await sharp(await drawSnug(svg(`${size} viewBox="0 0 210 297"`, box), 1000))
      .raw()
      .toBuffer({ resolveWithObject: true })
    const ink = (x: number, y: number) => (data[(y * info.width + x) * 4 + 3] ?? 0) > 128
    assert.ok(Math.abs(info.width - 1060) < 80, `${info.width} px wide`)
    assert.ok(Math.abs(info.height - 560) < 90, `${info.height} px high`)
    assert.ok(ink(info.width >> 1, info.height >> 1))
    assert.ok(!ink(5, 5) && !ink(info.width - 6, info.height - 6))
  })
}

test('an empty drawing is an error and no empty picture', async () => {
  await assert.rejects(drawSnug(svg('width="10" height="10"', ''), 100), /empty/)
})

test('a photograph of moderate size is handed on as it is, and a larger one is made smaller', async () => {
  const jpeg = (side: number) =>
    sharp({ create: { width: side, height: 100, channels: 3, background: 'teal' } })
      .jpeg()
      .toBuffer()
  const small = join(folder, 'small.jpg')
  const large = join(folder, 'large.jpg')
  await writeFile(small, await jpeg(400))
  await writeFile(large, await jpeg(photographSidePxMax + 400))
  assert.deepEqual(await photograph(small), await readFile(small))
  const { width, format } = await sharp(await photograph(large)).metadata()
  assert.deepEqual({ width, format }, { width: photographSidePxMax, format: 'jpeg' })
})
