import { join } from 'node:path'
import { allStores } from '#app'
import { roles, settings } from '#platform/config'
import { dataMapInMarkdown } from '#privacy/data-map'
import { differences, promises, promisesInMarkdown } from '#privacy/promises'
import { readSources, withoutComments } from '../checks/sources.ts'
import { headersInMarkdown } from './headers.ts'

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
    { path: join('docs/generated', 'headers.md'), text: headersInMarkdown() },
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
  const rows = new Map<string, string>()
  for (const { path, text } of readSources(root)) {
    if (/\.(test|fixtures)\.ts$/.test(path)) continue
    const room = path
      .split('/')
      .slice(1, path.startsWith('src/wire') || path.startsWith('src/app') ? 2 : 3)
      .join('/')
    for (const { kind, code, message } of refusalsIn(withoutComments(text), path)) {
      const key = `${code} ${room}`
      if (!rows.has(key)) rows.set(key, `| \`${code}\` | ${kind} | \`${room}\` | ${message.replaceAll('|', '\\|')} |`)
    }
  }
  return [
    '# Refusals',
    '',
    'Every expected “no”, by its code, which never changes. Generated from the sources; do not edit. `…` stands for what',
    'differs from one to the next.',
    '',
    '| code | kind | room | what it says |',
    '| --- | --- | --- | --- |',
    ...[...rows.entries()].sort(([a], [b]) => a.localeCompare(b, 'en')).map(([, row]) => row),
    '',
  ].join('\n')
}

interface WrittenRefusal {
  readonly kind: string
  readonly code: string
  readonly message: string
}

/** @throws Error where a message is neither in the call nor in a constant before it: then nobody could read it here */
export function refusalsIn(source: string, path: string): readonly WrittenRefusal[] {
  const made = /new Refusal\(\s*'([a-z-]+)',\s*'([a-z0-9-]+)',\s*|\bnotFound\(\s*'([a-z0-9-]+)',\s*/g
  return [...source.matchAll(made)].map(({ 0: call, 1: kind = 'not-found', 2: named, 3: missing, index }) => {
    const code = named ?? missing ?? ''
    const message = messageAt(source, index + call.length)
    if (message === '')
      throw new Error(`${path}: write the message of ${code} as a literal, in the call or just before it`)
    return { kind, code, message }
  })
}

const literal = /^(?:'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`)/

/** The literal at this place, or those of the constant that is named there; several are several messages. */
function messageAt(source: string, at: number): string {
  const here = source.slice(at)
  const [, a, b, c] = literal.exec(here) ?? []
  const direct = a ?? b ?? c
  if (direct !== undefined) return inWords(direct)
  const [name] = /^\w+/.exec(here) ?? []
  const given = [
    ...source.slice(0, at).matchAll(new RegExp(`const ${name} =\\s*([^]*?)\\n\\s*(?=\\S+ |\\}|\\n)`, 'g')),
  ].at(-1)
  const texts = [...(given?.[1] ?? '').matchAll(/'([^'\n]{8,})'|"([^"\n]{8,})"|`([^`]{8,})`/g)]
  return texts.map(([, one, two, three]) => inWords(one ?? two ?? three ?? '')).join(' Or: ')
}

const inWords = (message: string): string => message.replaceAll(/\$\{[^{}]*\}/g, '…')
