// Measures the product against named baselines, in the same run on the same machine.
//   npm run bench                all of them
//   npm run bench -- bytes start only these
//   npm run bench -- --json      one line of JSON at the end
import { cpus, totalmem } from 'node:os'
import type { Figure } from './kit/figure.ts'
import { inWords } from './kit/figure.ts'

const benches: Readonly<Record<string, () => Promise<{ bench: () => Promise<readonly Figure[]> }>>> = {
  ingest: () => import('./ingest.ts'),
  bytes: () => import('./bytes.ts'),
  pages: () => import('./pages.ts'),
  gate: () => import('./gate.ts'),
  start: () => import('./start.ts'),
  memory: () => import('./memory.ts'),
  audit: () => import('./audit.ts'),
  cookies: () => import('./cookies.ts'),
  export: () => import('./export.ts'),
  erasure: () => import('./erasure.ts'),
}

const args = process.argv.slice(2)
const asked = args.filter((arg) => !arg.startsWith('-'))
const unknown = asked.filter((name) => !(name in benches))
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.\n`)
  process.exit(2)
}

const day = new Date().toISOString().slice(0, 10)
const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 1024 ** 3)} GB, Node ${process.version}`
process.stdout.write(`# ${day}, ${machine}\n`)
const all: Figure[] = []
for (const [name, load] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stdout.write(`\n## ${name}\n`)
  const figures = await (await load()).bench()
  for (const figure of figures) process.stdout.write(`${inWords(figure)}\n`)
  all.push(...figures)
}
if (args.includes('--json')) process.stdout.write(`${JSON.stringify({ day, machine, figures: all })}\n`)
