import type { TagSettingsAnswer } from '../wire/contract/tag-settings.ts'
import { placesOf } from './qualify.rules.ts'
import { watchPictures } from './watch-pictures.ts'

/*
 * The tag. It reads what the publisher has chosen for this site and finds the pictures that may carry an ad. It keeps
 * nothing in the browser, reads nothing that a browser keeps, leaves no name in the page, and speaks to the host it came
 * from alone.
 *
 * What it found stands in attributes, which whoever runs the page can look at: on its own element how it stands with the
 * site, on a picture in which shapes and where an ad may stand.
 */
const ours = 'data-vitrine'

const ownElement = (): HTMLScriptElement | null =>
  // As a module, or put in by another script, it is not told which element it is.
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector('script[data-publisher][src$="/tag.js"], script[data-publisher][src*="/tag/"]')

async function begin(element: HTMLScriptElement): Promise<void> {
  // Put into a page twice it runs once.
  if (document.querySelector(`script[${ours}]`)) return
  element.setAttribute(ours, 'asks')
  const asked = new URLSearchParams({ publisher: element.dataset['publisher'] ?? '', site: location.hostname })
  const answer = await ask(`${new URL(element.src).origin}/ads/v1/settings?${asked}`)
  if (!answer?.serves) {
    element.setAttribute(ours, answer?.reason ?? 'unreachable')
    return
  }
  const places = placesOf(answer.settings).join(' ')
  element.setAttribute(ours, 'serves')
  watchPictures(document, answer.settings, ours, {
    begin: (picture) => picture.setAttribute(ours, places),
    end: (picture) => picture.removeAttribute(ours),
  })
}

/** Without a cookie, and without the address of the page. */
async function ask(address: string): Promise<TagSettingsAnswer | null> {
  try {
    const answer = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' })
    return answer.ok ? ((await answer.json()) as TagSettingsAnswer) : null
  } catch {
    // Blocked by the page's own policy or by whoever reads it, or no network: the page goes on as if there were no tag.
    return null
  }
}

const element = ownElement()
if (element) void begin(element)
