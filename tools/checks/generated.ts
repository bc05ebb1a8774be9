import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generatedDocuments } from '../generate/documents.ts'
import { rowTypes, rowTypesPath } from '../generate/row-types.ts'

/** Every generated file that is not what the code would generate now. */
export function checkGenerated(root: string, connectionString: string): readonly string[] {
  const wanted = [...generatedDocuments(root), { path: rowTypesPath, text: rowTypes(root, connectionString) }]
  return wanted
    .filter(({ path, text }) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text)
    .map(({ path }) => `${path} is not what the code says now. Run: npm run generate`)
}
