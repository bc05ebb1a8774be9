import type { Breaches } from '../breach.ts'

/** Cookies and what else a browser keeps. */
export const cookieBreaches: Breaches = {}
