import { memberOf } from '#site/server/members-only.server.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = (event) => {
  memberOf(event)
}
