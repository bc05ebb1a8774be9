import { statisticsFor } from '#site/server/statistics.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({ table: await statisticsFor(event) })
