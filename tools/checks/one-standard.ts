import { readSources, withoutComments } from './sources.ts'

interface Condition {
  readonly what: string
  readonly pattern: RegExp
}

const country = /countr(?:y|ies)|nationalit|jurisdiction|residence/.source
const law = /Eea|EEA|Eu|EU|Europe\w*|Californi\w*|Gdpr\w*|GDPR\w*|Ccpa\w*|CCPA\w*|Lgpd\w*|LGPD\w*/.source

/** What would tell people apart by where they are or which language they read. */
const conditions: readonly Condition[] = [
  { what: 'the language of a browser', pattern: /accept-?languages?\b|\bnavigator\.languages?\b/i },
  {
    what: 'a header that names a country',
    pattern: /\b(?:cf-ip|x-(?:appengine-|vercel-ip-|client-geo-|geo-)?|cloudfront-viewer-)country\b/i,
  },
  { what: 'a place looked up by an address', pattern: /\bgeo-?(?:ip\w*|location\w*|lite\w*|lookup\w*)|\bmaxmind\b/i },
  { what: 'the zone of a clock', pattern: /\.resolvedOptions\(\)|\bgetTimezoneOffset\b/ },
  { what: 'a question about a country', pattern: new RegExp(`\\b(?:is|in|of|from|has|needs|by)(?:${law})\\b`) },
  { what: 'a question about a country', pattern: /\b(?:gdpr|ccpa|lgpd)(?:Applies|Only|Countr\w*|Regions?)\b/i },
  {
    what: 'a country in a condition',
    pattern: new RegExp(
      `\\b\\w*(?:${country})\\w*\\s*(?:[=!]==?|\\?(?![.:?]))|(?:if|switch)\\s*\\([^)\\n]*(?:${country})`,
      'i',
    ),
  },
  {
    what: 'a country or a language in a condition',
    pattern:
      /(?:[=!]==?|case|includes\(|has\(|startsWith\()\s*'(?:[A-Z]{2}|[a-z]{2}-[A-Z]{2})'|\[\s*'[A-Z]{2}',\s*'[A-Z]{2}'/,
  },
  {
    what: 'a region in a condition',
    pattern:
      /\b(?:\w+\.)?(?:region|locale)\b\)?\s*[=!]==?|[=!]==?\s*(?:\w+[.(])*(?:region|locale)\b|\bswitch\s*\([^)\n]*(?:region|locale)/i,
  },
]

/** Where people's rights, what they agree to, and what is shown to them are decided; and every page that they do it by. */
const scope = /^src\/(?:privacy|accounts|ads|support|app|wire|declaration|site)\//
/**
 * What may compare countries: that of a company with that of the site. No person is in it.
 */
const ofCompanies = /^src\/privacy\/vendors\/vendor\.rules\.ts$/

/**
 * Every place that could treat people differently by where they are: one standard holds for all (promise G-96). Tests and
 * the words of pages are left out.
 */
export function checkOneStandard(root: string): readonly string[] {
  return readSources(root).flatMap(({ path, text }) => {
    if (!scope.test(path) || ofCompanies.test(path) || /\.(?:test|fixtures)\.ts$|\/messages\//.test(path)) return []
    const code = withoutComments(text)
    return conditions.flatMap(({ what, pattern }) => {
      const found = pattern.exec(code)
      return found ? [`${path} has ${what}: ${found[0].trim()}`] : []
    })
  })
}
