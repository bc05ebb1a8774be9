/** The services that somebody can ask about. An answer is about one of them. */
export const interests = ['publisher', 'advertiser', 'network', 'library'] as const
export type Interest = (typeof interests)[number]
