import { json } from '@sveltejs/kit'
import { statisticsFor } from '#site/server/statistics.server.ts'
import type { RequestHandler } from './$types'

/** A figure that is below the floor is null. */
export const GET: RequestHandler = async (event) => json(await statisticsFor(event))
