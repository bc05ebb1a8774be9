/**
 * What a reader chose about the look of pages, kept in their browser and never sent. Written only by an explicit
 * choice; where storage is blocked, a choice holds until the next page.
 */
type Choice = 'vitrine.theme' | 'vitrine.ground'

export function keep(name: Choice, value: string): void {
  try {
    localStorage.setItem(name, value)
  } catch {
    // Blocked storage is the reader's choice too.
  }
}

export function forget(name: Choice): void {
  try {
    localStorage.removeItem(name)
  } catch {
    // As above.
  }
}
