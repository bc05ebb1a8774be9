// A plain script with sharp that makes the same files, as one would write it: open, resize, encode.
import { mkdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import sharp from 'sharp'

const widthGrid = [160, 320, 480, 640, 960, 1280, 1920, 2560]

const [outDir = '', ...files] = process.argv.slice(2)
sharp.concurrency(1)
for (const [index, path] of files.entries()) {
  const folder = join(outDir, String(index))
  mkdirSync(folder, { recursive: true })
  const { width } = await sharp(path).metadata()
  const isPng = extname(path) === '.png'
  const master = isPng
    ? sharp(path).png({ compressionLevel: 3, adaptiveFiltering: true })
    : sharp(path).jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
  await master.toFile(join(folder, isPng ? 'master.png' : 'master.jpeg'))
  for (const step of [...widthGrid.filter((step) => step < width), width]) {
    await sharp(path)
      .resize({ width: step })
      .webp({ quality: 80, alphaQuality: 100, effort: 2 })
      .toFile(join(folder, `${step}.webp`))
  }
}
