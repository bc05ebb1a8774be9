/** A colour in OKLab (Ottosson, 2020), where equal distances look equal: lightness 0 to 1, green–red, blue–yellow. */
type Lab = readonly [number, number, number]

/** Sides of a bin. Lightness is cut more coarsely: a shade lighter or darker is still the same colour to who searches. */
const lightStep = 0.08
const hueStep = 0.04
/** Bins along each axis: lightness to 1, the others to ±0.4, which holds all of sRGB. */
const lightBins = Math.ceil(1 / lightStep) + 1
const hueBins = 2 * Math.ceil(0.4 / hueStep) + 1
/** A difference of lightness counts half. */
const lightWeight = 0.5
/** How far around a colour a search looks: about three times the least difference that one notices. */
const reach = 0.06

const channels = (hex: string): readonly number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

const toLinear = (sample: number): number => {
  const c = sample / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}

/** The matrices are those of https://bottosson.github.io/posts/oklab/ */
function toLab(hex: string): Lab {
  const [r = 0, g = 0, b = 0] = channels(hex).map(toLinear)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

const lightPlace = (l: number): number => Math.min(lightBins - 1, Math.max(0, Math.floor(l / lightStep)))
const huePlace = (value: number): number =>
  Math.min(hueBins - 1, Math.max(0, Math.floor(value / hueStep) + (hueBins - 1) / 2))
const binAt = (l: number, a: number, b: number): number => (l * hueBins + a) * hueBins + b

/** The bin of a colour `#rrggbb`: a small whole number, stable for ever, since it is stored. */
export function binOf(hex: string): number {
  const [l, a, b] = toLab(hex)
  return binAt(lightPlace(l), huePlace(a), huePlace(b))
}

/**
 * Every bin that holds a colour within reach of `hex`. So a picture that has such a colour is always found, and one
 * that is found has a colour at most a bin further away.
 */
export function binsNear(hex: string): number[] {
  const [l, a, b] = toLab(hex)
  const bins: number[] = []
  const half = (hueBins - 1) / 2
  for (let i = lightPlace(l - reach / lightWeight); i <= lightPlace(l + reach / lightWeight); i += 1) {
    const dl = lightWeight * gap(l, i * lightStep, lightStep)
    for (let j = huePlace(a - reach); j <= huePlace(a + reach); j += 1) {
      const da = gap(a, (j - half) * hueStep, hueStep)
      for (let k = huePlace(b - reach); k <= huePlace(b + reach); k += 1) {
        const db = gap(b, (k - half) * hueStep, hueStep)
        if (dl ** 2 + da ** 2 + db ** 2 <= reach ** 2) bins.push(binAt(i, j, k))
      }
    }
  }
  return bins
}

/** How far a value is from an interval; 0 inside it. */
const gap = (value: number, from: number, length: number): number => Math.max(0, from - value, value - from - length)

/** How different two colours are to a search; within `reach` they are the same to it. For tests of the bins. */
export function colourDifference(one: string, other: string): number {
  const [l1, a1, b1] = toLab(one)
  const [l2, a2, b2] = toLab(other)
  return Math.hypot(lightWeight * (l1 - l2), a1 - a2, b1 - b2)
}

export const colourReach = reach
