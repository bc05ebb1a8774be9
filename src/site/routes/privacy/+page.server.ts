import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals: { house } }) => ({ document: house.documents.privacy })
