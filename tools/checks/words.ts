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
    // Types, and what only reads or names an address, go nowhere.
    pattern:
      /^\s*(?:im|ex)port (?!type\b|\{ (?:isIP|STATUS_CODES) \})(?:(?! from ')[^;])* from '(?:node:)?(?:net|tls|https?|http2|dns(?:\/promises)?|dgram|quic)'/m,
    allowed: new RegExp(`^src/platform/(http|postgres|certificate|egress|outside)/|${tests}`),
    instead: 'go out through the guarded way of the platform',
  },
  {
    pattern:
      /\bimport\(\s*'(?:node:)?(?:net|tls|https?|http2|dns(?:\/promises)?|dgram|undici)'|\brequire\(|\bgetBuiltinModule\(|from '(?:undici|ws|axios|got|node-fetch)'/,
    allowed: new RegExp(tests),
    instead: 'go out through the guarded way of the platform',
  },
  {
    pattern: /(?<!\boutside\.)\bfetch\(/,
    // The pages ask their own server; their policy lets them ask no other. The tag runs in the pages of others.
    allowed: new RegExp(`^src/tag/|^src/site/(?!.*\\.server\\.ts$)|^src/platform/(http|outside)/|${tests}`),
    instead: 'go out through the guarded way of the platform',
  },
  {
    pattern: /\bnew (?:WebSocket|EventSource|XMLHttpRequest|RTCPeerConnection|WebTransport)\b|\.sendBeacon\(/,
    allowed: new RegExp(`^src/site/ui/upload-queue\\.svelte\\.ts$|${tests}`),
    instead: 'a page speaks to its own server, by a form or by fetch',
  },
  {
    pattern: /^\s*import (?!type\b)(?:(?! from ')[^;])* from '(?:node:)?(?:child_process|cluster|worker_threads)'/m,
    allowed: new RegExp(`^src/(platform/(jail|postgres)/|app/demo/run-program\\.ts|cli/build-once\\.ts)|${tests}`),
    instead: 'start no program: what one does is seen by no check',
  },
  {
    pattern: /from '(?:nodemailer|pg)'/,
    allowed: new RegExp(`^src/platform/(mail|db|jobs)/|^src/app/open-house\\.ts$|${tests}`),
    instead: 'mail leaves by ctx.post, the database is ctx.db',
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
