import { readSources, withoutComments } from './sources.ts'

interface Ban {
  readonly pattern: RegExp
  readonly allowed: RegExp
  readonly instead: string
}

const tests = '\\.(test|fixtures)\\.ts$'

/** Calls that reach around the context. */
const bans: readonly Ban[] = [
  {
    pattern: /\bDate\.now\(|\bnew Date\(\)/,
    allowed: new RegExp(`^src/platform/clock/|^src/site/.*\\.svelte$|${tests}`),
    instead: 'ask ctx.clock for the time',
  },
  {
    pattern: /\bMath\.random\(|\brandomUUID\(|\brandomBytes\(/,
    allowed: new RegExp(`^src/platform/(chance|postgres)/|${tests}`),
    instead: 'draw from ctx.chance',
  },
  {
    pattern: /(?<![\w'.])now\(\)(?=[^{]*`)|\bcurrent_timestamp\b/i,
    allowed: new RegExp(`^src/platform/(clock|db)/|${tests}`),
    instead: 'pass ctx.clock.now() into SQL as a parameter',
  },
  {
    pattern: /\bprocess\.env\b/,
    allowed: new RegExp(`^src/(cli|wire/site\\.ts|app/demo|platform/jail)|${tests}`),
    instead: 'read settings from ctx.config',
  },
  {
    pattern: /\bfetch\(|from 'undici'|from 'node:https?'/,
    allowed: new RegExp(`^src/(site|platform/http|wire/site\\.ts)|${tests}`),
    instead: 'go out through the guarded way of the platform',
  },
]

/** Every use of what only one room may use, with what to do instead. Names of files that say nothing count too. */
export function checkWords(root: string): readonly string[] {
  const found: string[] = []
  for (const { path, text } of readSources(root)) {
    if (/(^|[/-])(utils?|helpers?|manager|service)\.(ts|svelte)$/.test(path)) {
      found.push(`${path}: a name that says what it does, please`)
    }
    if (path.endsWith('.generated.ts')) continue
    const code = withoutComments(text)
    for (const { pattern, allowed, instead } of bans) {
      const match = allowed.test(path) ? null : pattern.exec(code)
      if (match) found.push(`${path} has ${match[0]}: ${instead}`)
    }
  }
  return found
}
