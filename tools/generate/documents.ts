import { join } from 'node:path'
import { allStores } from '#app'
import { roles, settings } from '#platform/config'
import { dataMapInMarkdown } from '#privacy/data-map'
import { differences, promises, promisesInMarkdown } from '#privacy/promises'
import { readSources, withoutComments } from '../checks/sources.ts'

/** A generated file and what it has to say. */
export interface GeneratedDocument {
  readonly path: string
  readonly text: string
}

/** Everything in docs/generated, made from the code. */
export function generatedDocuments(root: string): readonly GeneratedDocument[] {
  return [
    { path: join('docs/generated', 'config.md'), text: configInMarkdown() },
    { path: join('docs/generated', 'data-map.md'), text: dataMapInMarkdown(allStores) },
    { path: join('docs/generated', 'promises.md'), text: promisesInMarkdown(promises, differences) },
    { path: join('docs/generated', 'refusals.md'), text: refusalsInMarkdown(root) },
  ]
}

function configInMarkdown(): string {
  const lines = [
    '# Configuration',
    '',
    'Every setting, read from the environment at the start. Generated from `src/platform/config`; do not edit.',
    '',
    '| variable | what it is | when absent | required |',
    '| --- | --- | --- | --- |',
  ]
  for (const [name, setting] of Object.entries(settings)) {
    const required = 'publicOnly' in setting ? 'for a public site' : 'no'
    lines.push(`| \`${name}\` | ${setting.about} | ${setting.otherwise} | ${required} |`)
  }
  lines.push(
    '',
    'A site is public when `ORIGIN` is not on loopback. A public site also keeps its keys outside the data folder.',
    `Roles of a process: ${roles.map((role) => `\`${role}\``).join(', ')}.`,
  )
  return `${lines.join('\n')}\n`
}

/** `new Refusal(kind, code, message` and `notFound(code, message`, as they stand in the sources. */
function refusalsInMarkdown(root: string): string {
  const word = `'([^'\\n]*)'|"([^"\\n]*)"|\`([^\`]*)\``
  const made = new RegExp(`new Refusal\\(\\s*'([a-z-]+)',\\s*'([a-z0-9-]+)',\\s*(?:${word})?`, 'g')
  const missing = new RegExp(`notFound\\(\\s*'([a-z0-9-]+)',\\s*(?:${word})?`, 'g')
  const rows = new Map<string, string>()
  const add = (code: string, kind: string, room: string, message: string | undefined): void => {
    const key = `${code} ${room}`
    if (!rows.has(key))
      rows.set(key, `| \`${code}\` | ${kind} | \`${room}\` | ${(message ?? '').replaceAll('|', '\\|')} |`)
  }
  for (const { path, text } of readSources(root)) {
    if (/\.(test|fixtures)\.ts$/.test(path)) continue
    const room = path
      .split('/')
      .slice(1, path.startsWith('src/wire') || path.startsWith('src/app') ? 2 : 3)
      .join('/')
    const code = withoutComments(text)
    for (const [, kind = '', name = '', a, b, c] of code.matchAll(made)) add(name, kind, room, a ?? b ?? c)
    for (const [, name = '', a, b, c] of code.matchAll(missing)) add(name, 'not-found', room, a ?? b ?? c)
  }
  return [
    '# Refusals',
    '',
    'Every expected “no”, by its code, which never changes. Generated from the sources; do not edit.',
    '',
    '| code | kind | room | what it says |',
    '| --- | --- | --- | --- |',
    ...[...rows.entries()].sort(([a], [b]) => a.localeCompare(b, 'en')).map(([, row]) => row),
    '',
  ].join('\n')
}
