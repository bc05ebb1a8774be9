import {
  type Datum,
  type Ground,
  type Store,
  audiences,
  bases,
  categories,
  eraseActions,
  groundOf,
  purposes,
  retentionInWords,
  subjects,
} from '#declaration'

const headings: Record<Store['kind'], string> = {
  table: 'Tables',
  job: 'Queued work',
  files: 'Files',
  cookie: 'Cookies',
  'browser-storage': "The browser's own storage",
  mail: 'Mails',
  'log-field': 'Fields of log lines',
  host: 'Hosts that the product speaks to',
}

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** One table row for a datum: what, category, identifies, whose, why, purposes, basis, who may see it, how long, erasure. */
function row(name: string, datum: Omit<Datum, keyof Ground>, ground: Ground): string {
  const cells = [
    `\`${name}\`${datum.sealed ? ' (sealed)' : ''}`,
    datum.label,
    `${categories[datum.category]} (\`${datum.category}\`)`,
    { alone: 'by itself', combined: 'together with other data', no: 'no' }[datum.identifies],
    subjects[ground.subject],
    datum.why,
    ground.purposes.map((purpose) => purposes[purpose]).join('; '),
    bases[ground.basis],
    audiences[ground.audience],
    retentionInWords(ground.retention),
    eraseActions[ground.erase],
  ]
  return `| ${cells.map(cell).join(' | ')} |`
}

const head = [
  '| name | what it is | category | identifies a person | whose | why | used | ground | who may see it | kept | on erasure |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
]

function section(store: Store): string[] {
  const data: Readonly<Record<string, Datum>> | null =
    store.kind === 'table' ? store.columns : store.kind === 'job' ? store.fields : null
  if (!data) return []
  const rows = Object.entries(data).map(([name, datum]) => row(name, datum, groundOf(store, datum)))
  return ['', `### \`${store.name}\``, '', `${store.label}. Kept by the room \`${store.owner}\`.`, '', ...head, ...rows]
}

/** The whole map as Markdown, in a fixed order, so that two runs give the same text. */
export function dataMapInMarkdown(stores: readonly Store[]): string {
  const lines = [
    '# Data map',
    '',
    'Everything that is stored, from the declarations in the code. Generated; do not edit.',
  ]
  for (const kind of Object.keys(headings) as Store['kind'][]) {
    const ofKind = stores.filter((store) => store.kind === kind).sort((a, b) => a.name.localeCompare(b.name, 'en'))
    if (ofKind.length === 0) continue
    lines.push('', `## ${headings[kind]}`)
    const single = ofKind.filter((store) => store.kind !== 'table' && store.kind !== 'job')
    if (single.length > 0) lines.push('', ...head, ...single.map((store) => row(store.name, store, store)))
    for (const store of ofKind) lines.push(...section(store))
  }
  return `${lines.join('\n')}\n`
}
