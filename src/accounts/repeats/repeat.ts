import * as z from 'zod'
import { minuteMs } from '#platform/clock'

/** What a program may name a write with: anything printable without spaces. A UUID is what most take. */
export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, { error: 'Use 1 to 255 printable ASCII characters without spaces.' })

/** What became of a write. */
export interface Written {
  readonly outcome: 'created' | 'processing' | 'exact' | 'pixels' | 'changed' | 'deleted'
  /** `img_…` */
  readonly imageId: string
}

/** So long a key is known. */
export const keptDays = 1

/**
 * A write that has not said for so long what became of it broke off; the next one under its key takes over. No write takes
 * half as long: its file has arrived before it begins.
 */
export const brokenOffMs = minuteMs
