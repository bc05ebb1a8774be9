import { redirect } from '@sveltejs/kit'
import type { RequestHandler } from './$types'

/** An address that older links use. */
export const GET: RequestHandler = () => redirect(308, '/terms')
