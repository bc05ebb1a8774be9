import type { Preferences } from '#accounts/preferences'

/** How a page looks for whoever reads it: a member's choices, or null for a visitor, whose choices never come here. */
export async function lookOf({ house, actor }: Pick<App.Locals, 'house' | 'actor'>): Promise<Preferences | null> {
  return actor.kind === 'visitor' ? null : house.preferences.readPreferences(house.ctx, actor)
}

/** The same as attributes of the root element. Words and colours as the room checked them: nothing needs escaping. */
export function lookAttributes(look: Preferences | null): string {
  if (!look) return ''
  const { theme, ground } = look
  const attributes = ['data-member']
  if (theme) attributes.push(`data-theme="${theme}"`)
  if (ground?.startsWith('#')) attributes.push('data-ground="colour"', `data-ground-colour="${ground}"`)
  else if (ground) attributes.push(`data-ground="${ground}"`)
  return attributes.join(' ')
}
