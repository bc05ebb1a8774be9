import sharp from 'sharp'

/** A picture with real transparency: a soft-edged ring and a few shapes, different for every seed. */
export async function cutOut(seed: number, size = 1024): Promise<Buffer> {
  const hue = (seed * 47) % 360
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 100 100">
    <defs><radialGradient id="g"><stop offset="0.5" stop-color="hsl(${hue} 70% 55%)"/><stop offset="1" stop-color="hsl(${hue} 70% 55%)" stop-opacity="0"/></radialGradient></defs>
    <circle cx="50" cy="50" r="${30 + (seed % 15)}" fill="url(#g)"/>
    <rect x="${10 + (seed % 40)}" y="20" width="22" height="22" rx="4" fill="hsl(${(hue + 120) % 360} 60% 45%)"/>
    <circle cx="70" cy="${60 + (seed % 20)}" r="9" fill="hsl(${(hue + 220) % 360} 60% 50%)" fill-opacity="0.6"/></svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

/** An opaque picture with the grain of a photograph. */
export async function photograph(seed: number, width = 1600, height = 1067): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128 + (seed % 40), sigma: 30 } as const
  return sharp({ create: { width, height, channels: 3, background: '#808080', noise } })
    .blur(2 + (seed % 3))
    .jpeg({ quality: 88 })
    .toBuffer()
}

/** The alpha of a picture, one byte a pixel. */
export async function alphaOf(
  picture: Buffer,
  size?: { readonly width: number; readonly height: number },
): Promise<{ readonly data: Buffer; readonly width: number; readonly height: number }> {
  const resized = size ? sharp(picture).resize(size.width, size.height, { fit: 'fill' }) : sharp(picture)
  const { data, info } = await resized.ensureAlpha().extractChannel(3).raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** A drawing of a dark square on nothing, or on white. */
export const drawing = (width = 600, height = 400, ground = '#ffffff'): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: ground } })
    .composite([
      {
        input: {
          create: { width: Math.ceil(width / 2), height: Math.ceil(height / 2), channels: 3, background: '#0a3d2c' },
        },
        gravity: 'centre',
      },
    ])
    .png()
    .toBuffer()
