import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** Every file, link and socket below a folder, by its path there, with `/`. What vanishes meanwhile is not listed. */
export async function findFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}
