export const orientations = ['landscape', 'portrait', 'square'] as const
export type Orientation = (typeof orientations)[number]

/** Sides that differ by less look alike. */
const squareWithin = 0.05

export function orientationOf(width: number, height: number): Orientation {
  if (Math.abs(width - height) <= squareWithin * Math.max(width, height)) return 'square'
  return width > height ? 'landscape' : 'portrait'
}

/** Steps by which a least width is looked up; the exact width is compared after that. */
const widthSteps = [640, 1280, 1920, 2560, 3840, 5120, 7680, 10_240] as const

export interface Facts {
  readonly licence: string
  readonly format: string
  readonly transparency: string
  readonly width: number
  readonly height: number
}

/** What is measured of a picture, as words that an index of words can find. */
export function facetsOf({ licence, format, transparency, width, height }: Facts): string[] {
  return [
    `licence:${licence}`,
    `format:${format}`,
    `transparency:${transparency}`,
    `orientation:${orientationOf(width, height)}`,
    ...widthSteps.filter((step) => width >= step).map((step) => `width:${step}`),
  ]
}

export interface FacetsAsked {
  readonly licence?: string | undefined
  readonly format?: string | undefined
  readonly transparency?: string | undefined
  readonly orientation?: string | undefined
  readonly minWidth?: number | undefined
}

/** The same words for what is asked: a picture that passes has all of them (and, of the width, is compared as well). */
export function facetsAsked({ minWidth = 0, ...words }: FacetsAsked): string[] {
  const step = widthSteps.findLast((width) => width <= minWidth)
  return [
    ...(['licence', 'format', 'transparency', 'orientation'] as const)
      .filter((name) => words[name] !== undefined)
      .map((name) => `${name}:${words[name]}`),
    ...(step === undefined ? [] : [`width:${step}`]),
  ]
}
