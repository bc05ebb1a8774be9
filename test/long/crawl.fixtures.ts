import { readdirSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { FastifyInstance } from 'fastify'

/** Every address pattern of the site, from the files that make its routes: `/p/[id]/[[slug]]`. */
export const siteRoutes = (folder: string): readonly string[] => routesBy(/^\+(page|server)\b/, folder)

/** Those that are pages to be looked at, and not data for programs. */
export const pageRoutes = (folder: string): readonly string[] => routesBy(/^\+page\.svelte$/, folder)

function routesBy(names: RegExp, folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => names.test(entry.name))
    .map((entry) =>
      dirname(relative(folder, join(entry.parentPath, entry.name)))
        .split(sep)
        .join('/'),
    )
  return [...new Set(files)].map((path) => `/${path === '.' ? '' : path}`.replaceAll(/\/\([^)]*\)/g, '') || '/').sort()
}

/** Every address pattern of the wire that answers GET, from its own table: `/api/v1/images/:id`. */
export function wireRoutes(server: Pick<FastifyInstance, 'printRoutes'>): readonly string[] {
  const above: string[] = []
  const found: string[] = []
  for (const line of server.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (.*?)(?: \(([A-Z, -]+)\))?$/.exec(line) ?? []
    if (part === '') continue
    const depth = indent.length / 4
    above.length = depth
    above.push(part)
    if (methods.split(', ').includes('GET')) found.push(above.join(''))
  }
  return found
}

/**
 * The address of a pattern.
 *
 * @throws Error where a part has a name that is not among the values: the crawl has to be told what to put there
 */
export function fill(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replaceAll(
    /\[\[?(?:\.\.\.)?([\w-]+)(?:=\w+)?\]\]?|:(\w+)|(\*)/g,
    (_all, site?: string, wire?: string, rest?: string) => {
      const name = site ?? wire ?? rest ?? ''
      const value = values[name]
      if (value === undefined) throw new Error(`the crawl does not know what to put for ${name} in ${pattern}`)
      return value
    },
  )
}
