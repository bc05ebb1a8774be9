import { readFile } from 'node:fs/promises'
import sharp from 'sharp'

/** Zlib level of the pictures drawn here: they are encoded again on import, so size matters less than time. */
const compressionLevel = 2
/** The longer side of a photograph on import: larger ones cost seconds each and show nothing more on a page. */
export const photographSidePxMax = 2560
const jpegQuality = 92
/** How large the drawing is that finds where on its page a cut-out stands. */
const searchSidePx = 256
/** A cut-out smaller than a quarter of its page stays smaller than asked for. */
const canvasSidePxMax = 4096
/** A pixel for a unit of an SVG. */
const baseDensity = 72
const transparent = { r: 0, g: 0, b: 0, alpha: 0 }

/**
 * A PNG of a trusted SVG, its whole canvas, the longer side `sidePx` long.
 *
 * Only for drawings of packages whose origin is checked; what members upload is never drawn by this.
 */
export async function drawWhole(svg: Buffer, sidePx: number): Promise<Buffer> {
  return sharp(svg).resize(sidePx, sidePx, { fit: 'inside' }).png({ compressionLevel }).toBuffer()
}

/**
 * A PNG of what a trusted SVG shows, without the empty page around it: the longer side of the drawing is about
 * `sidePx` long and a transparent margin of 3 % stands around it.
 *
 * Many cut-outs sit in a corner of a sheet of paper; a first small drawing finds where.
 */
export async function drawSnug(svg: Buffer, sidePx: number): Promise<Buffer> {
  const { data, info } = await sharp(svg)
    .resize(searchSidePx, searchSidePx, { fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const box = inkBox(data, info.width, info.height)
  const inkSide = Math.max(box.right - box.left, box.bottom - box.top)
  const density = await densityFor(svg, Math.min(canvasSidePxMax, (searchSidePx * sidePx) / inkSide))
  const { width, height } = await sharp(svg, { density }).metadata()
  const scale = Math.min(width / info.width, height / info.height)
  const left = Math.floor(box.left * scale)
  const top = Math.floor(box.top * scale)
  const margin = Math.round(sidePx * 0.03)
  return sharp(svg, { density })
    .ensureAlpha()
    .extract({
      left,
      top,
      width: Math.min(width, Math.ceil(box.right * scale)) - left,
      height: Math.min(height, Math.ceil(box.bottom * scale)) - top,
    })
    .extend({ top: margin, bottom: margin, left: margin, right: margin, background: transparent })
    .png({ compressionLevel })
    .toBuffer()
}

/**
 * The density at which the longer side of the canvas is about `sidePx`.
 *
 * Not a resize: that draws at nearly the right size and then scales the pixels, twice the time and less sharp. A
 * drawing sized in millimetres grows with the square of the density, so two sizes are looked at.
 */
async function densityFor(svg: Buffer, sidePx: number): Promise<number> {
  const sideAt = async (density: number) => {
    const { width, height } = await sharp(svg, { density }).metadata()
    return Math.max(width, height)
  }
  const [once, twice] = [await sideAt(baseDensity), await sideAt(2 * baseDensity)]
  return baseDensity * (sidePx / once) ** (1 / Math.log2(twice / once))
}

/** A photograph: the file as it is, or a JPEG of at most {@link photographSidePxMax} on the longer side. */
export async function photograph(file: string): Promise<Buffer> {
  const bytes = await readFile(file)
  const { format, width = 0, height = 0 } = await sharp(bytes).metadata()
  if (format === 'svg')
    return sharp(await drawWhole(bytes, photographSidePxMax))
      .flatten()
      .png({ compressionLevel })
      .toBuffer()
  const fits = Math.max(width, height) <= photographSidePxMax
  if (fits && (format === 'jpeg' || format === 'png')) return bytes
  return sharp(bytes)
    .autoOrient()
    .resize(photographSidePxMax, photographSidePxMax, { fit: 'inside', withoutEnlargement: true })
    .keepIccProfile()
    .jpeg({ quality: jpegQuality })
    .toBuffer()
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The smallest box, in pixels, around everything that is not clear; one pixel more on each side for soft edges. */
function inkBox(rgba: Buffer, width: number, height: number): Box {
  let left = width
  let top = height
  let right = 0
  let bottom = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((rgba[(y * width + x) * 4 + 3] ?? 0) < 8) continue
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      if (y > bottom) bottom = y
    }
  }
  if (left > right) throw new Error('The drawing is empty.')
  return {
    left: Math.max(0, left - 1),
    top: Math.max(0, top - 1),
    right: Math.min(width, right + 2),
    bottom: Math.min(height, bottom + 2),
  }
}
