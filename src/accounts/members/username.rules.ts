import { freeText } from '#platform/free-text'

/** ASCII only: two names that look alike must not be two people. */
const shape = /^[A-Za-z][A-Za-z0-9_-]{2,29}$/

/** A user name; public once the profile or a picture is. Its case is kept, and does not make it another name. */
export const Username = freeText('username').trim().regex(shape, {
  error: 'Use 3 to 30 letters, digits, “-” and “_”, beginning with a letter.',
})

/** Pure: whether a text may be a user name at all. */
export const looksLikeUsername = (text: string): boolean => shape.test(text)

/** Names under which a stranger could pass for the house, or that read like a part of it. */
const reserved: ReadonlySet<string> = new Set(
  `
  about abuse account accounts ad admin administrator admins ads advertiser advertisers anonymous api app billing
  contact copyright counsel deleted demo dev doctor download everybody everyone feedback forgot help home host image
  images info inquiry legal library login logout mail mailer-daemon me moderator moderators my network networks news
  nobody no-reply noreply notifications null official operator owner password picture pictures postmaster press privacy
  privacy-counsel privacy_counsel profile projects publisher publishers register reset root sales search security
  settings sign-in sign-out sign-up signin signout signup site sitemap staff status support sysadmin system tag tags
  team terms test undefined unknown upload user username users verify visitor vitrine webmaster www
  `
    .trim()
    .split(/\s+/),
)

/** Pure: whether a name is kept from sign-up. The operator may give it to somebody all the same. */
export const isReserved = (username: string): boolean => reserved.has(username.toLowerCase())
