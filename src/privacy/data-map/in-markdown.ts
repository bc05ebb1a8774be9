import { type MapRow, type Store, dataMapOf } from '#declaration'

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** One line for a datum: what, category, identifies, whose, why, purposes, basis, who may see it, how long, erasure. */
function line(row: MapRow): string {
  const cells = [
    `\`${row.name}\`${row.sealed ? ' (sealed)' : ''}`,
    ...[
      row.label,
      `${row.category} (\`${row.categoryKey}\`)`,
      row.identifies,
      row.whose,
      row.why,
      row.used,
      row.ground,
      row.seen,
      row.kept,
    ],
    row.erased,
  ]
  return `| ${cells.map(cell).join(' | ')} |`
}

const head = [
  '| name | what it is | category | identifies a person | whose | why | used | ground | who may see it | kept | on erasure |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
]

/** The whole map as Markdown, in a fixed order, so that two runs give the same text. */
export function dataMapInMarkdown(stores: readonly Store[]): string {
  const lines = [
    '# Data map',
    '',
    'Everything that is stored, from the declarations in the code. Generated; do not edit.',
  ]
  for (const { title, groups } of dataMapOf(stores)) {
    lines.push('', `## ${title}`)
    for (const { name, label, owner, rows } of groups) {
      if (name !== '') lines.push('', `### \`${name}\``, '', `${label}. Kept by the room \`${owner}\`.`)
      lines.push('', ...head, ...rows.map(line))
    }
  }
  return `${lines.join('\n')}\n`
}
