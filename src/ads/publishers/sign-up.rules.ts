import type { ShownSite } from '#ads/sites'

/** The parts of the sign-up, in their order (promises S-33 to S-37). */
export const signUpParts = ['company', 'commercial', 'technical', 'sites', 'pictures'] as const
export type SignUpPart = (typeof signUpParts)[number]

/** What is stored about a publisher, as far as its sign-up goes. Each is looked up, none is noted. */
export interface SignUpFacts {
  readonly isOpen: boolean
  readonly company: {
    readonly streetAddress: boolean
    readonly telephone: boolean
    readonly signatory: boolean
  }
  readonly invoice: boolean
  readonly payout: boolean
  readonly technicalContact: 'named' | 'left' | 'none'
  readonly sites: readonly Pick<ShownSite, 'host' | 'state' | 'review' | 'childDirected' | 'mayServe'>[]
  readonly settingsVersion: number
  readonly isAgreed: boolean
}

/** What is missing in a part; nothing where it is complete. */
export const missingWords = {
  'street-address': 'the street address of the company',
  telephone: 'a telephone number of the company',
  signatory: 'who signs for the company',
  invoice: 'the name and the address for statements',
  payout: 'how and where you are paid',
  'technical-contact': 'whom to ask about technical things',
  site: 'a site',
  proof: 'the proof that a site is yours',
  settings: 'how ads look in your pictures',
} as const
export type Missing = keyof typeof missingWords

/** Pure: what each part still lacks. */
export function missingIn(facts: SignUpFacts): Readonly<Record<SignUpPart, readonly Missing[]>> {
  const { company, invoice, payout, technicalContact, sites, settingsVersion } = facts
  const lacking = (...given: readonly (readonly [Missing, boolean])[]): readonly Missing[] =>
    given.flatMap(([what, isThere]) => (isThere ? [] : [what]))
  return {
    company: lacking(
      ['street-address', company.streetAddress],
      ['telephone', company.telephone],
      ['signatory', company.signatory],
    ),
    commercial: lacking(['invoice', invoice], ['payout', payout]),
    technical: lacking(['technical-contact', technicalContact === 'named']),
    sites:
      sites.length === 0
        ? ['site']
        : lacking(['proof', sites.some(({ state }) => state === 'proven' || state === 'lost')]),
    pictures: lacking(['settings', settingsVersion > 0]),
  }
}

/** Why no ads are shown, in words for whoever owns the pages. */
export const servingWords = {
  closed: 'The organisation is closed.',
  'sign-up': 'The sign-up is not complete.',
  agreement: 'No agreement is in force: read and sign the one that is offered.',
  'site-unknown': 'This host is no site of yours. Add it, and prove that it is yours.',
  'site-unproven': 'The site does not show yet whose it is.',
  'site-lost': 'The site no longer shows whose it is.',
  'site-unseen': 'Nobody could look at the proof of the site for three days.',
  'site-unreviewed': 'Nobody of us has looked at the site yet.',
  'site-refused': 'We have refused the site.',
  'site-for-children': 'No ads are shown on sites for children.',
} as const
export type ServingBlock = keyof typeof servingWords

/** Why a tag shows nothing, as everybody may ask: enough to know whom to ask, and nothing of a company's own business. */
export const tagReasons = ['unknown', 'publisher-not-ready', 'site-not-proven', 'site-not-approved'] as const
export type TagReason = (typeof tagReasons)[number]

const reasonOf: Readonly<Record<ServingBlock, TagReason>> = {
  closed: 'publisher-not-ready',
  'sign-up': 'publisher-not-ready',
  agreement: 'publisher-not-ready',
  'site-unknown': 'unknown',
  'site-unproven': 'site-not-proven',
  'site-lost': 'site-not-proven',
  'site-unseen': 'site-not-proven',
  'site-unreviewed': 'site-not-approved',
  'site-refused': 'site-not-approved',
  'site-for-children': 'site-not-approved',
}

/**
 * Pure: the one reason that a tag is told; null where ads may be shown. On a host that is no site of the publisher nothing
 * is said of the publisher either.
 */
export function tagReasonOf(blocks: readonly ServingBlock[]): TagReason | null {
  const [first] = blocks
  if (first === undefined) return null
  return blocks.includes('site-unknown') ? 'unknown' : reasonOf[first]
}

/**
 * Pure: everything that keeps ads from being shown on a host; nothing where they may be.
 *
 * A technical contact who took themselves away does not silence anything: their right to go costs their company no
 * money. It has 90 days to name another.
 */
export function servingBlockedBy(facts: SignUpFacts, host: string): readonly ServingBlock[] {
  const blocks: ServingBlock[] = []
  if (!facts.isOpen) blocks.push('closed')
  const lacks = { ...missingIn(facts), ...(facts.technicalContact === 'left' ? { technical: [] } : {}) }
  // What a site lacks is said of this site below.
  if (signUpParts.some((part) => part !== 'sites' && lacks[part].length > 0)) blocks.push('sign-up')
  if (!facts.isAgreed) blocks.push('agreement')
  const site = facts.sites.find((each) => each.host === host)
  if (!site) return [...blocks, 'site-unknown']
  if (site.mayServe) return blocks
  if (site.state === 'unproven') blocks.push('site-unproven')
  if (site.state === 'lost') blocks.push('site-lost')
  if (site.childDirected) blocks.push('site-for-children')
  else if (site.review === 'unreviewed') blocks.push('site-unreviewed')
  else if (site.review === 'refused') blocks.push('site-refused')
  else if (site.state === 'proven') blocks.push('site-unseen')
  return blocks
}
