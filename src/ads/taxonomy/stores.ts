import { type Datum, type Store, indefinitely, table } from '#declaration'

const fact = (label: string, why: string): Datum => ({ category: 'content.fact', identifies: 'no', label, why })

/** Subjects of pages and ads. Nothing of it is about anybody. */
export const taxonomyStores: readonly Store[] = [
  table({
    owner: 'ads/taxonomy',
    name: 'ads_categories',
    path: 'nobody',
    label: 'Subjects of pages and ads, as published',
    subject: 'none',
    purposes: ['site.operate'],
    basis: 'none',
    audience: 'public',
    retention: indefinitely('what was chosen by its number has to keep its name'),
    erase: 'keep',
    columns: {
      id: fact('Published number of the subject', 'What is chosen is kept by it.'),
      parent_id: fact('Number of the subject above it', 'To find narrower ones by a wider one.'),
      name: fact('Its name', 'To be read instead of its number.'),
      path: fact('Its name with those above it', 'Two subjects may have the same name.'),
      is_sensitive: fact('Whether it is published as sensitive', 'To be said where it is chosen.'),
      is_current: fact('Whether the newest file has it', 'What it no longer has is not offered.'),
    },
  }),
]
