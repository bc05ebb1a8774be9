import { categories, purposes } from '#declaration'
import type { House } from '#app'

/** What the form about a company offers to choose from. */
export const vendorChoices = ({ ctx, vendors }: House) => ({
  categories: Object.entries(categories),
  purposes: Object.entries(purposes),
  agreements: vendors.agreements,
  home: ctx.config.operator.region,
})
