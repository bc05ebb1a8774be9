import * as z from 'zod'
import { Refusal } from '#platform/refusal'
import { holdsCardNumber } from './card-number.rules.ts'
import { freeText } from './free-text.ts'

/**
 * The beginning of the schema of every text that somebody writes about an organisation: beyond what `freeText` refuses,
 * nothing that looks like the number of a payment card. None is kept anywhere.
 *
 * @param field its name, so that the reason stands beside it
 * @throws Refusal `card-number`, from the parse: nothing of what was sent is kept
 */
export const businessText = (field: string): z.ZodString =>
  freeText(field).refine((text) => {
    refuseCardNumber(field, text)
    return true
  })

/** A telephone number as somebody writes it. One with its country in front is never taken for a card. */
export const Telephone = z
  .string()
  .trim()
  .max(40, { error: 'A telephone number has at most 40 characters.' })
  .regex(/^\+?[\d\s()./-]+$/, { error: 'Type a telephone number, for example +1 212 555 0123.' })
  .refine((text) => text.replaceAll(/\D/g, '').length >= 5, {
    error: 'Type a telephone number, for example +1 212 555 0123.',
  })
  .refine((text) => {
    // 15 digits at most have a country in front (ITU-T E.164).
    if (!text.startsWith('+') || text.replaceAll(/\D/g, '').length > 15) refuseCardNumber('telephone', text)
    return true
  })

function refuseCardNumber(field: string, text: string): void {
  if (!holdsCardNumber(text)) return
  throw new Refusal(
    'invalid',
    'card-number',
    'One of the texts seems to hold the number of a payment card. Nothing was saved.',
    { fields: { [field]: 'This looks like the number of a payment card. Take it out: we never keep one.' } },
  )
}
