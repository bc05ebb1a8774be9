/** Where a browser keeps something for a page without sending it. */
export type KeptPlace = 'localStorage' | 'sessionStorage' | 'indexedDB' | 'cacheStorage' | 'serviceWorker'

/** Something that the browser keeps for this site, by its name alone: values are not looked at. */
export interface KeptHere {
  readonly place: KeptPlace
  readonly name: string
}

/** A browser that blocks a place throws when it is looked at; then nothing is kept there. */
async function orNothing<T>(look: () => readonly T[] | Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await look()
  } catch {
    return []
  }
}

const workers = async (): Promise<readonly ServiceWorkerRegistration[]> =>
  'serviceWorker' in navigator ? navigator.serviceWorker.getRegistrations() : []
const databases = async (): Promise<readonly string[]> =>
  (await indexedDB.databases()).flatMap(({ name }) => (name === undefined ? [] : [name]))

/** Everything that this browser keeps for the site beside cookies. */
export async function findKept(): Promise<readonly KeptHere[]> {
  const at = async (place: KeptPlace, names: () => readonly string[] | Promise<readonly string[]>) =>
    (await orNothing(names)).map((name) => ({ place, name }))
  const found = await Promise.all([
    at('localStorage', () => Object.keys(localStorage)),
    at('sessionStorage', () => Object.keys(sessionStorage)),
    at('indexedDB', databases),
    at('cacheStorage', () => caches.keys()),
    at('serviceWorker', async () => (await workers()).map(({ scope }) => new URL(scope).pathname)),
  ])
  return found.flat()
}

/** Takes all of it away; a place that is blocked holds nothing. */
export async function clearKept(): Promise<void> {
  await Promise.allSettled([
    (async () => localStorage.clear())(),
    (async () => sessionStorage.clear())(),
    databases().then((names) => names.map((name) => indexedDB.deleteDatabase(name))),
    (async () => caches.keys())().then((names) => Promise.all(names.map((name) => caches.delete(name)))),
    workers().then((all) => Promise.all(all.map((worker) => worker.unregister()))),
  ])
}
