import type { Retention } from '#declaration'

/** A retention in words for a visitor: how long something stays in a browser. */
export function retained(retention: Retention): string {
  switch (retention.kind) {
    case 'while-needed':
      return `until ${retention.until}`
    case 'for':
      return retention.days === 1 ? '1 day' : `${retention.days} days`
    case 'indefinite':
      return retention.why
    default:
      return 'while you have an account'
  }
}
