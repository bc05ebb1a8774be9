import { sql } from 'kysely'
import type { AnyCtx } from '#platform/context'
import { deletionsOf, editsAllowed, wordsNear } from './spelling.rules.ts'
import { queryWordsOf } from './words.rules.ts'

/** A word of the query that was read as another, since no picture has it. */
export interface Correction {
  readonly from: string
  readonly to: string
}

/** One word of the query as stems to look for. */
interface Term {
  /** Any of these will do. */
  readonly stems: readonly string[]
  /** Those of the word itself, not of what it may be the beginning of or misspelled from: they count for more. */
  readonly own: readonly string[]
  /** How many pictures have one of them; counted double where one has several. */
  readonly matches: number
}

export interface Query {
  /** All of them are looked for. Empty where the query has none that tell pictures apart. */
  readonly terms: readonly Term[]
  readonly corrections: readonly Correction[]
  /** How many pictures can be found at all, as the database last estimated. */
  readonly total: number
  /** How many have the tag; null where none is asked for. */
  readonly tagged: number | null
}

interface Stem {
  readonly stem: string
  readonly pictures: number
}

interface Asked extends Stem {
  readonly word: string
}

/** More completions of the last word than this are not looked for; the commonest are. */
const mostCompletions = 50
/** The last word may still be being typed; but one letter says nothing, save where a letter is a word (Chinese). */
const completable = (word: string): boolean => Array.from(word).length >= 2 || /[^\p{ASCII}]/u.test(word)
/** Candidates whose spelling is compared. A word of four letters is near to many; the commonest of them are enough. */
const mostCandidates = 3000

/** Reads a query against the words that pictures have: stems, the last word's completions, corrections. */
export async function understandQuery(ctx: AnyCtx, text: string, tag: string | undefined): Promise<Query> {
  const words = queryWordsOf(text)
  const last = words.at(-1)
  const found = await lookUp(ctx, words, last !== undefined && completable(last) ? last : '', tag)
  const unknown: Asked[] = []
  const terms: Term[] = []
  found.words.forEach((asked, place) => {
    // A word like "the" has no stem and is not looked for.
    if (asked.stem === '') return
    const completions = place === words.length - 1 ? found.completions : []
    const alternatives = [asked, ...completions.filter(({ stem }) => stem !== asked.stem)]
    const matches = sum(alternatives)
    if (matches === 0) unknown.push(asked)
    else terms.push({ stems: alternatives.map(({ stem }) => stem), own: [asked.stem], matches })
  })

  const corrections: Correction[] = []
  const candidates =
    unknown.length > 0
      ? await lookNear(
          ctx,
          unknown.map(({ word }) => word),
        )
      : []
  for (const { word, stem } of unknown) {
    const { nearest, further } = wordsNear(word, candidates)
    const near = [...nearest, ...further]
    corrections.push(...near.map((known) => ({ from: word, to: known.word })))
    const stems = near.length > 0 ? near.map((known) => known.stem) : [stem]
    terms.push({ stems, own: stems.slice(0, Math.max(1, nearest.length)), matches: sum(near) })
  }
  return { terms, corrections, total: found.total, tagged: found.tagged }
}

const sum = (counted: readonly { readonly pictures: number }[]): number =>
  counted.reduce((total, { pictures }) => total + pictures, 0)

interface Found {
  readonly words: readonly Asked[]
  readonly completions: readonly Stem[]
  readonly total: number
  readonly tagged: number | null
}

async function lookUp(ctx: AnyCtx, words: readonly string[], begun: string, tag: string | undefined): Promise<Found> {
  const { rows } = await sql<Found>`
    select
      (select coalesce(json_agg(json_build_object('word', word, 'stem', stem, 'pictures',
          (select coalesce(sum(pictures), 0) from library_search_words known where known.stem = asked.stem))
          order by place), '[]')
        from (select unaccent(word) as word, place,
            array_to_string(tsvector_to_array(to_tsvector('library_english', unaccent(word))), ' ') as stem
          from unnest(${words}::text[]) with ordinality as given (word, place)) asked) as words,
      (select coalesce(json_agg(json_build_object('stem', stem, 'pictures', pictures)), '[]')
        from (select stem, sum(pictures) as pictures from library_search_words
          where ${begun} <> '' and word >= unaccent(${begun}) and word < unaccent(${begun}) || chr(1114111)
          group by stem order by sum(pictures) desc limit ${mostCompletions}) completions) as completions,
      (select greatest(reltuples, 0) from pg_class where oid = 'library_search_entries'::regclass) as total,
      (select coalesce(max(pictures), 0) from library_search_tags where tag = ${tag ?? null}) as tagged`.execute(ctx.db)
  const [found] = rows
  if (!found) throw new Error('a select without a table gives one row')
  return { ...found, tagged: tag === undefined ? null : found.tagged }
}

async function lookNear(ctx: AnyCtx, words: readonly string[]): Promise<(Stem & { readonly word: string })[]> {
  const deletions = [...new Set(words.filter((word) => editsAllowed(word) > 0).flatMap(deletionsOf))]
  if (deletions.length === 0) return []
  const { rows } = await sql<Stem & { readonly word: string }>`
    select distinct word, stem, pictures from unnest(${deletions}::integer[]) as left_over (deletion)
      join library_search_words on deletions @> array[deletion]
    order by pictures desc limit ${mostCandidates}`.execute(ctx.db)
  return rows
}

/** The terms as a `tsquery`: all of them, each by any of its stems. */
export function queryText(terms: readonly Term[], which: 'stems' | 'own'): string {
  return terms.map((term) => `(${term[which].map(stemText).join(' | ')})`).join(' & ')
}

/** A stem of several lexemes (some scripts) asks for all of them. Quoted, so that no lexeme is read as an operator. */
function stemText(stem: string): string {
  const lexemes = stem.split(' ').map((lexeme) => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`)
  return `(${lexemes.join(' & ')})`
}
