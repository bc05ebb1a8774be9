import type { TagSettings } from '../wire/contract/tag-settings.ts'
import { chosenOf, isFit, isMeant, mayCarry } from './qualify.rules.ts'

/** What is done with the pictures that carry an ad. */
export interface Carrying {
  begin(picture: HTMLImageElement): void
  end(picture: HTMLImageElement): void
}

/** A page that changes all the time is looked at so often, and no more. */
const lookEveryMs = 250
/** A picture is taken up before it is seen, so that nothing appears under the eyes of whoever reads. */
const nearby = '300px'

/**
 * Finds the pictures of a page that qualify by the settings, also those that come or change later, and never more at once
 * than a page may have. It asks for nothing and writes nothing; what follows is told to `carrying`.
 *
 * @param ours the attribute by which pictures are marked: a change of it is no change of the page
 */
export function watchPictures(page: Document, settings: TagSettings, ours: string, carrying: Carrying): void {
  const near = new Set<Element>()
  let watched = new Set<HTMLImageElement>()
  let held: ReadonlySet<HTMLImageElement> = new Set()
  let waits = false

  const sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) near.add(target)
        else near.delete(target)
      }
      soon()
    },
    { rootMargin: nearby },
  )
  const size = new ResizeObserver(() => soon())

  function soon(): void {
    if (waits) return
    waits = true
    setTimeout(look, lookEveryMs)
  }

  function look(): void {
    waits = false
    const meant = meantPictures()
    for (const picture of watched) {
      if (meant.has(picture)) continue
      sight.unobserve(picture)
      size.unobserve(picture)
      near.delete(picture)
    }
    for (const picture of meant) {
      if (watched.has(picture)) continue
      sight.observe(picture)
      size.observe(picture)
    }
    watched = meant
    const able = [...meant].filter((picture) => (held.has(picture) || near.has(picture)) && canCarry(picture))
    const chosen = chosenOf(able, held, settings)
    for (const picture of held) if (!chosen.has(picture)) carrying.end(picture)
    for (const picture of chosen) if (!held.has(picture)) carrying.begin(picture)
    held = chosen
  }

  /** In the order of the page. Asked anew each time, since a page may show another address without being loaded. */
  const meantPictures = (): Set<HTMLImageElement> =>
    mayCarry(page.location.pathname, settings)
      ? new Set([...page.images].filter((picture) => isMeant({ matches: (by) => picture.matches(by) }, settings)))
      : new Set()

  function canCarry(picture: HTMLImageElement): boolean {
    const { width, height } = picture.getBoundingClientRect()
    const isLoaded = picture.complete && picture.naturalWidth > 0
    const isVisible = picture.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) ?? true
    return isFit({ width, height, isLoaded, isVisible }, settings)
  }

  new MutationObserver((changes) => {
    if (changes.some(({ attributeName }) => attributeName !== ours)) soon()
  }).observe(page, { subtree: true, childList: true, attributes: true })
  // A load does not rise to the page, but is seen on its way down.
  page.addEventListener('load', soon, true)
  look()
}
