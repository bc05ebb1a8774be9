import type { BrowserContext, Page } from 'playwright-core'
import type { BrowserPlace, FoundInBrowser } from '#declaration'

/** In the page, since only it sees what its origin keeps. Text: the code of the house knows no browser. */
const keptByOrigin = `(async () => {
  // A document in a sandbox has no origin and can keep nothing.
  if (globalThis.origin === 'null') return []
  const found = []
  for (const place of ['localStorage', 'sessionStorage']) {
    for (const [name, value] of Object.entries(globalThis[place])) found.push([place, name, String(value)])
  }
  for (const { name } of await indexedDB.databases()) found.push(['indexedDB', name, ''])
  for (const name of await caches.keys()) found.push(['cacheStorage', name, ''])
  for (const { scope } of await navigator.serviceWorker.getRegistrations()) {
    found.push(['serviceWorker', new URL(scope).pathname, ''])
  }
  return found
})()`

/** Everything that the browser of somebody holds: every cookie, and all that the origin of the page has put there. */
export async function foundInBrowser(
  context: BrowserContext,
  page: Page,
  whose: FoundInBrowser['whose'],
): Promise<readonly FoundInBrowser[]> {
  const kept = await page.evaluate<readonly (readonly [BrowserPlace, string, string])[]>(keptByOrigin)
  return [
    ...(await context.cookies()).map(({ name, value }) => ({ place: 'cookie' as const, name, value, whose })),
    ...kept.map(([place, name, value]) => ({ place, name, value, whose })),
  ]
}

/** Notes every host but that of `origin` to which a page of the context speaks, in whatever way. */
export function watchHosts(context: BrowserContext, origin: string): Set<string> {
  const hosts = new Set<string>()
  const note = (address: string): void => {
    const { protocol, host, hostname } = new URL(address)
    if (/^(https?|wss?):$/.test(protocol) && host !== new URL(origin).host) hosts.add(hostname)
  }
  context.on('request', (request) => note(request.url()))
  const watchSockets = (page: Page): void => void page.on('websocket', (socket) => note(socket.url()))
  context.on('page', watchSockets)
  for (const page of context.pages()) watchSockets(page)
  return hosts
}
