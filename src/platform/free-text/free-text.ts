import * as z from 'zod'
import { Refusal } from '#platform/refusal'
import { holdsSocialSecurityNumber } from './social-security.rules.ts'

/**
 * A text that a person writes: the beginning of the schema of every such field, of forms, API and import alike. What
 * else a field asks for follows it: `freeText('title').max(200, …)`.
 *
 * @param field its name, so that the reason stands beside it
 * @throws Refusal `social-security-number`, from the parse: nothing of what was sent is kept
 */
export const freeText = (field: string): z.ZodString =>
  z.string().refine((text) => {
    if (holdsSocialSecurityNumber(text)) throw socialSecurityNumber(field)
    return true
  })

function socialSecurityNumber(field: string): Refusal {
  const reason = 'This looks like a social-security number. Take it out: we do not keep such numbers.'
  return new Refusal(
    'invalid',
    'social-security-number',
    'One of the texts seems to hold a social-security number. Nothing was saved.',
    { fields: { [field]: reason } },
  )
}
