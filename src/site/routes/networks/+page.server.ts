import { frontDoor } from '#site/server/front-door.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => frontDoor(locals, 'network')
