import type { Category, TableStore } from '#declaration'

/** Under which headings a person finds what is held on them. */
export const chapters = ['who', 'way-in', 'made', 'agreed', 'done', 'machine'] as const
export type Chapter = (typeof chapters)[number]

const chapterByCategory: Readonly<Partial<Record<Category, Chapter>>> = {
  'user.account.username': 'who',
  'user.contact.email': 'who',
  'user.account.settings': 'who',
  'user.credential': 'way-in',
  'user.device.browser': 'way-in',
  'user.device.address': 'way-in',
  'user.content': 'made',
  'user.content.metadata': 'made',
  'content.fact': 'made',
  'user.agreement': 'agreed',
  'user.behaviour': 'done',
}

/** Pure: the heading under which a table stands: that of its first value that is no number of a row. */
export function chapterOf({ columns }: TableStore): Chapter {
  for (const { category } of Object.values(columns)) {
    const chapter = chapterByCategory[category]
    if (chapter) return chapter
  }
  return 'machine'
}
