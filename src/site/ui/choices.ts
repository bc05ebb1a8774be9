/**
 * What a reader chose about the look of pages. A visitor's choice stays in their browser and is never sent; a member's
 * is kept in their account. Written only by an explicit choice; where storage is blocked, a choice holds until the next
 * page.
 */
type Choice = 'theme' | 'ground'

/** The settings that everybody begins with: nothing is kept for them. */
const firsts: Readonly<Record<Choice, string>> = { theme: 'auto', ground: 'paper' }

/** What a member chose, as the server tells it; null for a visitor. */
interface Look {
  readonly theme: string | null
  readonly ground: string | null
}

/** Makes the page look as its reader chose: by their account, or, for a visitor, by this browser. */
export function wear(look: Look | null): void {
  const root = document.documentElement
  root.toggleAttribute('data-member', look !== null)
  const theme = look ? look.theme : kept('theme')
  const ground = look ? look.ground : kept('ground')
  if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme
  else delete root.dataset['theme']
  if (ground?.startsWith('#')) root.style.setProperty('--ground-colour', ground)
  if (ground) root.dataset['ground'] = ground.startsWith('#') ? 'colour' : ground
  else delete root.dataset['ground']
}

function kept(choice: Choice): string | null {
  try {
    return localStorage.getItem(`vitrine.${choice}`)
  } catch {
    return null
  }
}

export function keep(choice: Choice, value: string): void {
  if (document.documentElement.hasAttribute('data-member')) {
    void fetch('/settings/look', {
      method: 'POST',
      headers: { accept: 'application/json', 'x-sveltekit-action': 'true' },
      body: new URLSearchParams({ [choice]: value }),
      keepalive: true,
    }).catch(() => {
      // It holds for this page, and can be chosen again.
    })
    return
  }
  try {
    if (value === firsts[choice]) localStorage.removeItem(`vitrine.${choice}`)
    else localStorage.setItem(`vitrine.${choice}`, value)
  } catch {
    // Blocked storage is the reader's choice too.
  }
}

/** Which choices this browser keeps. */
export const keptHere = (): readonly string[] =>
  (['theme', 'ground'] as const).filter((choice) => kept(choice) !== null)

/** Takes every choice kept in this browser away; the page looks as it does for everybody. */
export function forgetAll(): void {
  for (const choice of Object.keys(firsts)) {
    try {
      localStorage.removeItem(`vitrine.${choice}`)
    } catch {
      // As above.
    }
  }
  wear(null)
}
