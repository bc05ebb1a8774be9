/** Up to so many colours. */
const most = 6
/** Pixels that are less to be seen than this (of 255) have no say. */
const leastAlpha = 13
/** Colours nearer than this in OKLab look the same beside each other: about twice the least difference one notices. */
const sameWithin = 0.045
/** A colour of less than this share of what is to be seen is noise. */
const leastShare = 0.005
const rounds = 8

interface Swatch {
  readonly lab: readonly [number, number, number]
  readonly weight: number
}

/**
 * The main colours of a picture as `#rrggbb`, the most of it first. Each pixel counts as much as its alpha.
 *
 * k-means in OKLab (Ottosson, 2020), where equal distances look equal, over the colours in bins of five bits; begun
 * from the commonest bin and then each time from the weightiest bin far from those chosen, so that the outcome depends
 * on the picture alone, and not on the order of its pixels.
 *
 * @param rgba 8-bit sRGB with alpha; some ten thousand pixels are enough
 */
export function findPalette(rgba: Uint8Array): string[] {
  const swatches = binColours(rgba)
  if (swatches.length === 0) return []
  let centres = chooseSeeds(swatches)
  for (let round = 0; round < rounds; round += 1) centres = moveToMeans(centres, swatches)
  const all = total(swatches)
  return mergeAlike(centres)
    .filter(({ weight }) => weight >= leastShare * all)
    .sort((a, b) => b.weight - a.weight)
    .map(({ lab }) => toHex(lab))
    .filter((hex, place, list) => list.indexOf(hex) === place)
}

const total = (swatches: readonly Swatch[]): number => swatches.reduce((sum, { weight }) => sum + weight, 0)

/** Sums are of whole numbers, so that they are exact in any order. */
function binColours(rgba: Uint8Array): Swatch[] {
  const bins = new Map<number, [number, number, number, number]>()
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const [r, g, b, a] = [rgba[at] as number, rgba[at + 1] as number, rgba[at + 2] as number, rgba[at + 3] as number]
    if (a < leastAlpha) continue
    const key = ((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3)
    const bin = bins.get(key)
    if (bin) {
      bin[0] += r * a
      bin[1] += g * a
      bin[2] += b * a
      bin[3] += a
    } else bins.set(key, [r * a, g * a, b * a, a])
  }
  return [...bins]
    .sort(([a], [b]) => a - b)
    .map(([, [r, g, b, weight]]) => ({ lab: toLab(r / weight, g / weight, b / weight), weight }))
}

function chooseSeeds(swatches: readonly Swatch[]): Swatch[] {
  const seeds = [swatches.reduce((best, swatch) => (swatch.weight > best.weight ? swatch : best))]
  const gaps = swatches.map(() => Infinity)
  while (seeds.length < Math.min(most, swatches.length)) {
    const last = seeds.at(-1) as Swatch
    let next = { score: 0, swatch: last }
    swatches.forEach((swatch, index) => {
      const gap = Math.min(gaps[index] as number, distance2(swatch.lab, last.lab))
      gaps[index] = gap
      if (gap * swatch.weight > next.score) next = { score: gap * swatch.weight, swatch }
    })
    if (next.score === 0) break
    seeds.push(next.swatch)
  }
  return seeds
}

function moveToMeans(centres: readonly Swatch[], swatches: readonly Swatch[]): Swatch[] {
  const groups = centres.map((): Swatch[] => [])
  for (const swatch of swatches) groups[nearest(swatch, centres)]?.push(swatch)
  return groups.filter((group) => group.length > 0).map(mean)
}

function nearest({ lab }: Swatch, centres: readonly Swatch[]): number {
  let best = 0
  let least = Infinity
  centres.forEach((centre, index) => {
    const gap = distance2(lab, centre.lab)
    if (gap < least) [least, best] = [gap, index]
  })
  return best
}

function mean(group: readonly Swatch[]): Swatch {
  const weight = total(group)
  const along = (axis: 0 | 1 | 2): number => group.reduce((sum, { lab, weight: w }) => sum + lab[axis] * w, 0) / weight
  return { lab: [along(0), along(1), along(2)], weight }
}

function mergeAlike(centres: readonly Swatch[]): Swatch[] {
  const merged: Swatch[] = []
  for (const centre of [...centres].sort((a, b) => b.weight - a.weight)) {
    const place = merged.findIndex(({ lab }) => distance2(lab, centre.lab) < sameWithin ** 2)
    if (place < 0) merged.push(centre)
    else merged[place] = mean([merged[place] as Swatch, centre])
  }
  return merged
}

const distance2 = (a: Swatch['lab'], b: Swatch['lab']): number =>
  (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2

const toLinear = (sample: number): number => {
  const c = sample / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}
const fromLinear = (c: number): number => {
  const sample = c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055
  return Math.round(255 * Math.min(1, Math.max(0, sample)))
}

/** sRGB to OKLab and back: the matrices of https://bottosson.github.io/posts/oklab/ */
function toLab(red: number, green: number, blue: number): Swatch['lab'] {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function toHex([L, a, b]: Swatch['lab']): string {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3
  const samples = [
    fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
  return `#${samples.map((sample) => sample.toString(16).padStart(2, '0')).join('')}`
}
