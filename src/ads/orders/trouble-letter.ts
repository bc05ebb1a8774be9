import * as z from 'zod'
import { defineJob } from '#platform/jobs'

export const troubleMail = 'ads.order-trouble'

/** The letter about a trouble of an order. */
export const writeTrouble = defineJob('ads.write-order-trouble', z.strictObject({ troubleId: z.uuid() }))
