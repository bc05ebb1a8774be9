import { contrastOf } from '#ads/publishers'
import type { LandingProblem } from './landing.rules.ts'

/** What the file may weigh that is loaded with the ad: that of the width in which a strip or a corner is drawn. */
export const weightMaxBytes = 50_000
/** An animation ends after this, its repetitions included: whoever reads beside it is not disturbed for longer. */
export const animationMaxMs = 15_000
/** Smaller ones are blurred where an ad is drawn. In pixels. */
export const sideMin = 200
/** Wider or taller than this to one, nothing of it can be made out. */
export const ratioMax = 4
/** What a drawing needs to be made out on its ground (WCAG 2.2, 1.4.11). */
export const contrastMin = 3

/** What is measured of a creative. */
export interface Measured {
  readonly width: number
  readonly height: number
  /** Of the file that is loaded with the ad. */
  readonly initialBytes: number
  /** Of one round of all frames; 0 for a picture that stands still. */
  readonly animationMs: number
  /** How often they come round; 0 for without end. */
  readonly rounds: number
  /** The main colours, `#rrggbb`. */
  readonly palette: readonly string[]
  /** Whether nothing of the ground of the ad is seen through it. */
  readonly opaque: boolean
  readonly headline: string
  readonly text: string
  readonly callToAction: string
  readonly landing: LandingProblem | null
}

/** `picture`: whether there is one that can be understood. */
export const checks = ['picture', 'size', 'weight', 'animation', 'contrast', 'words', 'landing'] as const
export type Check = (typeof checks)[number]

export interface Finding {
  readonly check: Check
  /** A creative with a hindrance is not reviewed; a remark is for whoever reviews it. */
  readonly gravity: 'hindrance' | 'remark'
  readonly reason: string
}

/** Pure: what is wrong with a creative, each with what to do about it. */
export function findingsOf(measured: Measured): readonly Finding[] {
  return [
    ...sizeFindings(measured),
    ...weightFindings(measured),
    ...animationFindings(measured),
    ...contrastFindings(measured),
    ...wordFindings(measured),
    ...landingFindings(measured),
  ]
}

const hindrance = (check: Finding['check'], reason: string): Finding => ({ check, gravity: 'hindrance', reason })
const remark = (check: Finding['check'], reason: string): Finding => ({ check, gravity: 'remark', reason })

function sizeFindings({ width, height }: Measured): readonly Finding[] {
  if (Math.min(width, height) < sideMin) {
    return [hindrance('size', `The picture is ${width} × ${height} px. Each side needs ${sideMin} px or more.`)]
  }
  if (Math.max(width / height, height / width) > ratioMax) {
    return [hindrance('size', `The picture is too long for its other side. Keep it within ${ratioMax} to 1.`)]
  }
  return []
}

function weightFindings({ initialBytes }: Measured): readonly Finding[] {
  if (initialBytes <= weightMaxBytes) return []
  const kilobytes = Math.ceil(initialBytes / 1000)
  const way = 'Use fewer colours, less detail or fewer frames.'
  return [hindrance('weight', `What is loaded with the ad weighs ${kilobytes} kB. 50 kB is the most. ${way}`)]
}

function animationFindings({ animationMs, rounds }: Measured): readonly Finding[] {
  if (animationMs === 0) return []
  const totalMs = rounds === 0 ? Number.POSITIVE_INFINITY : animationMs * rounds
  if (totalMs <= animationMaxMs) return []
  const lasts = rounds === 0 ? 'does not end' : `lasts ${Math.ceil(totalMs / 1000)} seconds`
  return [
    hindrance('animation', `The animation ${lasts}. It has to stand still after 15 seconds, repetitions included.`),
  ]
}

/** The grounds on which ads are drawn, light and dark. */
const grounds = { light: '#ffffff', dark: '#1a1a1a' } as const

function contrastFindings({ palette, opaque }: Measured): readonly Finding[] {
  if (opaque) {
    const best = Math.max(1, ...palette.flatMap((one) => palette.map((other) => contrastOf(one, other))))
    if (best >= contrastMin) return []
    return [remark('contrast', `Nothing in the picture stands out: its colours differ by ${shown(best)} to 1 at most.`)]
  }
  return (['light', 'dark'] as const).flatMap((ground) => {
    const best = Math.max(1, ...palette.map((colour) => contrastOf(colour, grounds[ground])))
    if (best >= contrastMin) return []
    const way = 'Give it a ground of its own, or lines that differ more.'
    const seen = `On ${ground} ground its contrast is ${shown(best)} to 1`
    return [hindrance('contrast', `${seen}; it needs ${contrastMin}. ${way}`)]
  })
}

/** Cut and not rounded, so that 2.99 never reads as enough. */
const shown = (ratio: number): string => String(Math.floor(ratio * 100) / 100)

function wordFindings({ headline, text, callToAction }: Measured): readonly Finding[] {
  const all = [headline, text, callToAction]
  const shouts = all.some((words) => /\p{Lu}{2,}(?:\s+\p{Lu}{2,}){2,}/u.test(words) || /[!?]{2,}/.test(words))
  const poses = all.some((words) =>
    /\b(?:your (?:computer|device|phone) (?:is|has)|virus found|you (?:have )?won)\b/i.test(words),
  )
  return [
    ...(shouts ? [remark('words', 'Words in capitals or with several marks in a row read as shouting.')] : []),
    ...(poses ? [hindrance('words', 'The words pretend to be a warning or a prize. Say what you offer.')] : []),
  ]
}

export const landingReasons: Readonly<Record<LandingProblem, string>> = {
  'landing-unreachable': 'Nobody answers at the landing page. Try again when it can be reached.',
  'landing-not-found': 'The landing page answers that there is no such page. Give the address of one that is there.',
  'landing-not-secure': 'The landing page leads on to one without https. Give an address that stays with https.',
  'landing-elsewhere': 'The landing page leads on to another host. Give the address of that host itself.',
  'landing-inside': 'The landing page leads into a private network. Give an address that everybody can open.',
  'landing-too-big': 'The landing page is larger than 5 MB. Give the address of a page that opens at once.',
  'landing-no-page': 'What answers at the landing page is no page. Give the address of one that a browser shows.',
}

const landingFindings = ({ landing }: Measured): readonly Finding[] =>
  landing === null ? [] : [hindrance('landing', landingReasons[landing])]
