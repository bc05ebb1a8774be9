import * as z from 'zod'
import type { Id } from '#platform/ids'
import { defineJob } from '#platform/jobs'

/** Tells a contact that they stand here. */
export const writeContactTold = defineJob(
  'accounts.write-contact-told',
  z.strictObject({ contactId: z.uuid().transform((id) => id as Id<'contact'>) }),
)
