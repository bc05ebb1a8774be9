import * as z from 'zod'
import { defineJob } from '#platform/jobs'

/** Looks whether a file is still used and removes it where it is not. */
export const collectBlob = defineJob('platform.collect-blob', z.strictObject({ hash: z.string() }))
