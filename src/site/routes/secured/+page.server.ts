import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ url }) => ({ undone: url.searchParams.has('undone') })
