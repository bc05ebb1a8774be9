// As the product takes pictures in: inspected and developed in the jail, one after the other.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { develop, inspect, limits, pictureTasks } from '#library/ingest'
import { openJail } from '#platform/jail'

const [outDir = '', ...files] = process.argv.slice(2)
const jail = openJail({
  module: pictureTasks,
  size: 1,
  timeoutMs: limits.timeMs,
  memoryBytes: limits.memoryBytes,
})
for (const [index, path] of files.entries()) {
  const folder = join(outDir, String(index))
  mkdirSync(folder, { recursive: true })
  await inspect(jail, path)
  await develop(jail, { path, outDir: folder, rights: {} })
}
await jail.close()
