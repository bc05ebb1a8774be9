import { json } from '@sveltejs/kit'
import type { RequestHandler } from './$types'

/** The register as data, for whoever wants to watch it: from anywhere, and kept by caches for five minutes. */
export const GET: RequestHandler = ({ locals: { house } }) => {
  const { promises: door, promisesRun: run } = house
  return json(
    {
      promises: door.promises.map((promise) => door.showPromise(promise, run)),
      differences: door.differences,
      run: run && { at: run.at, commit: run.commit },
    },
    { headers: { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' } },
  )
}
