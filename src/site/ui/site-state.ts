type SiteWord =
  'unproven' | 'lost' | 'retired' | 'unreviewed' | 'refused' | 'children' | 'unbound' | 'unseen' | 'serving'

/** What is to be said of a site first: the first thing that keeps ads away, or that nothing does. */
export function siteWord(site: {
  readonly state: 'unproven' | 'proven' | 'lost' | 'retired'
  readonly review: 'unreviewed' | 'approved' | 'refused'
  readonly childDirected: boolean
  readonly mayServe: boolean
  readonly isBound: boolean
}): SiteWord {
  if (site.state !== 'proven') return site.state
  if (site.childDirected) return 'children'
  if (site.review !== 'approved') return site.review
  if (!site.mayServe) return 'unseen'
  return site.isBound ? 'serving' : 'unbound'
}
