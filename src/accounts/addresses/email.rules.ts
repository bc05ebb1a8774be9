import * as z from 'zod'

/** At most 254 characters (RFC 5321, 4.5.3.1.3, less the angle brackets). The domain is made lower-case. */
export const EmailAddress = z
  .string()
  .trim()
  .max(254, { error: 'An e-mail address has at most 254 characters.' })
  .pipe(z.email({ error: 'Type an e-mail address, for example ada@example.org.' }))
  .transform((address) => {
    const at = address.lastIndexOf('@')
    return address.slice(0, at) + address.slice(at).toLowerCase()
  })

/**
 * Pure: what two writings of one address have in common. A server may tell `Ada@` from `ada@` (RFC 5321, 2.4), but hardly
 * any does, and people write both; so here they are the same.
 */
export const sameAddress = (address: string): string => address.trim().toLowerCase()
