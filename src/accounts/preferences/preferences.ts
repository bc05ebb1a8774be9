/** What a member chose. Null is the setting that everybody begins with. */
export interface Preferences {
  /** Null follows the browser. */
  readonly theme: 'light' | 'dark' | null
  /** What transparent pictures stand on: a word, or a colour as `#rrggbb`. Null is the paper of the page. */
  readonly ground: string | null
}

export const none: Preferences = Object.freeze({ theme: null, ground: null })
