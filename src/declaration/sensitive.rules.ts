/**
 * Kinds of data that are not asked for (promise G-33): each with the words by which a category, a column, a field or a
 * label would name it. The kinds are those of article 9 of the GDPR and of the US laws on identity theft.
 */
export const sensitiveKinds = {
  'social security': /\b(ssn|social securit(y|ies)|national insurance|tax ?payer|tax id|itin)\b/,
  'papers of identity': /\b(passport|driving licence|drivers? licen[cs]e|identity card)\b/,
  health:
    /\b(health|medical|medicines?|illness(es)?|diseases?|diagnos[ie]s|disabilit(y|ies)|patients?|pregnan(t|cy))\b/,
  genes: /\b(genes?|genetics?|genomes?|dna)\b/,
  'marks of the body': /\b(biometrics?|face ?prints?|iris scans?|voice ?prints?)\b/,
  belief: /\b(religio(n|ns|us)|faith|church|denomination|philosophical)\b/,
  politics: /\b(political|politics|trade union|union membership)\b/,
  origin: /\b(ethnic|ethnicity|racial|race)\b/,
  'sexual life': /\b(sexual|sexuality|sexual orientation|sex life)\b/,
  crimes: /\b(criminal|convictions?)\b/,
} as const
export type SensitiveKind = keyof typeof sensitiveKinds

/** `user.socialSecurity`, `health_state` and `Your religion` as words apart, in small letters. */
const asWords = (text: string): string =>
  text
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replaceAll(/[._-]+/g, ' ')
    .toLowerCase()

/** Pure: the kind of sensitive data that a name or label asks for, or null. Texts that explain are not for it. */
export function sensitiveKindOf(text: string): SensitiveKind | null {
  const words = asWords(text)
  const found = Object.entries(sensitiveKinds).find(([, pattern]) => pattern.test(words))
  return (found?.[0] as SensitiveKind | undefined) ?? null
}
