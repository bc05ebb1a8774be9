// Writes everything that is generated. `npm run check` makes it anew and compares.
// With the word `rows` only the row types: enough while a migration is being written.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { rowTypes, rowTypesPath } from './generate/row-types.ts'
import { onScratchDatabase } from './generate/scratch-database.ts'

const root = join(import.meta.dirname, '..')
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  process.stdout.write(`wrote ${path}\n`)
}

await onScratchDatabase(root, async (_database, connectionString) => {
  write(rowTypesPath, rowTypes(root, connectionString))
})
if (process.argv[2] !== 'rows') {
  const { generatedDocuments } = await import('./generate/documents.ts')
  for (const { path, text } of generatedDocuments(root)) write(path, text)
}
