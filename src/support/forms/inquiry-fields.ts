import * as z from 'zod'
import { freeText } from '#platform/free-text'
import { channels } from '#support/inbox'
import { interests, verticals } from '#support/offers'

const empty = z.literal('').transform(() => null)

/** Nothing that a letter program would make an address of: the name is what an answer greets. */
const plainName = /^[^\p{Cc}\p{Zl}\p{Zp}<>@/\\]*$/u

/** A website, with or without https:// in front. */
const Site = z
  .string()
  .trim()
  .max(300, { error: 'Use at most 300 characters.' })
  .transform((text) => (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`))
  .pipe(z.url({ protocol: /^https?$/, error: 'Give the address of a website, for example https://example.org.' }))
  .refine(hasNoSecret, { error: 'Leave out the user name and password: only the address of the website is needed.' })

/** What is no address at all has been refused before. */
function hasNoSecret(address: string): boolean {
  if (!URL.canParse(address)) return true
  const { username, password } = new URL(address)
  return username === '' && password === ''
}

/** The fields that can be corrected: all but the e-mail address, by which it is known whose inquiry it is. */
export const inquiryFields = {
  name: freeText('name')
    .trim()
    .min(1, { error: 'Give your name.' })
    .max(120, { error: 'Use at most 120 characters.' })
    .regex(plainName, { error: 'Give a name without addresses in it.' }),
  /** One or several; the form is that for publishers where none was chosen. */
  interests: z
    .union([z.enum(interests).transform((one) => [one]), z.array(z.enum(interests)).max(20)], {
      error: 'Choose what you want to know about.',
    })
    .default([])
    .transform((chosen) => (chosen.length === 0 ? ['publisher' as const] : [...new Set(chosen)])),
  site: z.union([empty, z.null(), Site]).default(null),
  vertical: z.union([empty, z.null(), z.enum(verticals)], { error: 'Choose a sector, or none.' }).default(null),
  channel: z.enum(channels, { error: 'Choose how to reach you.' }).default('email'),
  telephone: z
    .union([
      empty,
      z.null(),
      z
        .string()
        .trim()
        .regex(/^\+?[0-9][0-9 ()./-]{4,28}[0-9]$/, { error: 'Give a telephone number, for example +49 30 123456.' }),
    ])
    .default(null),
} as const

/** Where a call is wanted, a number is needed; where it is not, none is kept. */
export const needsNumber = ({ channel, telephone }: { channel: string; telephone: string | null }): boolean =>
  channel !== 'telephone' || telephone !== null
export const numberNeeded: { error: string; path: string[] } = {
  error: 'Give the number at which to call you, or choose e-mail.',
  path: ['telephone'],
}
