import * as z from 'zod'
import { businessText } from '#platform/free-text'
import { readLanding } from './landing.rules.ts'

const line = (field: string, max: number) =>
  businessText(field)
    .trim()
    .max(max, { error: `Use at most ${max} characters.` })
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, { error: 'Use one line.' })

const fields = {
  headline: line('headline', 60).min(1, { error: 'Give a headline.' }),
  text: line('text', 140),
  callToAction: line('callToAction', 25),
  alt: line('alt', 200).min(1, { error: 'Say what is to be seen, for people who do not see it.' }),
  landingPage: z
    .string({ error: 'Give the address of the page.' })
    .max(2000, { error: 'Give an address of at most 1,000 characters.' })
    .transform((text, ctx) => {
      const read = readLanding(text)
      if ('address' in read) return read.address
      ctx.addIssue({ code: 'custom', message: read.why })
      return z.NEVER
    }),
}

export const MakeCreativeInput = z.strictObject({
  ...fields,
  text: fields.text.default(''),
  callToAction: fields.callToAction.default(''),
})
export type MakeCreativeInput = z.output<typeof MakeCreativeInput>

/** What is given changes; what is left out stays. */
export const ChangeCreativeInput = z.strictObject({
  /** The version that was read: of two who change it at once the second is told. */
  version: z.coerce.number().int().min(1),
  headline: fields.headline.optional(),
  text: fields.text.optional(),
  callToAction: fields.callToAction.optional(),
  alt: fields.alt.optional(),
  landingPage: fields.landingPage.optional(),
})
export type ChangeCreativeInput = z.output<typeof ChangeCreativeInput>
