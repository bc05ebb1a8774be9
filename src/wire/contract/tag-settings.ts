/*
 * What `GET /ads/v1/settings?publisher=pub_…&site=HOST` answers. Types alone, under the MIT licence that lies beside, so that
 * whoever reads these answers may use them.
 */

/** How ads look and behave in the pictures of a site, as far as its pages have to know. Lengths are pixels of CSS. */
export interface TagSettings {
  /** Selectors of CSS: pictures that one of them means may carry an ad. */
  readonly pictures: readonly string[]
  /** Pictures that one of these means never carry one. */
  readonly neverPictures: readonly string[]
  /** Patterns of paths without ads: `*` stands for anything within one part, `**` as a part for any number of parts. */
  readonly neverPages: readonly string[]
  /** The least size of such a picture, as it is shown. */
  readonly minWidth: number
  readonly minHeight: number
  readonly formats: readonly ('strip' | 'corner' | 'reveal' | 'canvas')[]
  readonly corner: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right'
  readonly edge: 'top' | 'bottom'
  /** Each as `#rrggbb`. */
  readonly colours: {
    readonly background: string
    readonly text: string
    readonly labelBackground: string
    readonly labelText: string
  }
  readonly label: 'Ad' | 'Advertisement' | 'Sponsored'
  /** How many ads a page has at most at the same time. */
  readonly maxPerPage: number
  /** Whether the title of a page may be sent. */
  readonly sendsTitle: boolean
}

/** Why nothing is shown: no such publisher, or no site of theirs; or one that is still on its way. */
export type TagReason = 'unknown' | 'publisher-not-ready' | 'site-not-proven' | 'site-not-approved'

export type TagSettingsAnswer =
  | {
      readonly serves: true
      /** Another number where any setting has changed. */
      readonly version: number
      readonly settings: TagSettings
    }
  | { readonly serves: false; readonly reason: TagReason }
