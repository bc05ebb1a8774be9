/**
 * Words that are near each other, by letters: an edit is a letter left out, put in, replaced, or two neighbours swapped.
 *
 * Found by symmetric deletion (Garbe, 2012: SymSpell): two words within two edits have something in common that is left
 * when at most two letters are taken out of each. So an index over what is left finds every candidate and few others,
 * where shared trigrams miss short words: "folwer" and "flower" share three of eleven.
 */
const mostEdits = 2
/** Deletions are taken from the beginning only, so that a long word has no more of them than one of seven letters. */
const headLetters = 7
/** A single letter that is left says nothing. */
const leastLeft = 2
const mostWordsNear = 5
/**
 * Where the nearest words have fewer pictures than this together, those one edit further are looked for as well; but not
 * for a shorter word, to which half of all short words are that near.
 */
const enoughPictures = 10
const leastLettersForFurther = 5

export interface KnownWord {
  readonly word: string
  /** How many pictures have it. */
  readonly pictures: number
}

/** How many edits a word so long may be away from what was meant: in a short one, two leave nothing of it. */
export function editsAllowed(word: string): number {
  const letters = Array.from(word).length
  if (letters < 3) return 0
  return letters === 3 ? 1 : mostEdits
}

/** Hashes (signed, 32 bits) of what is left of the beginning of a word when none, one or two letters are taken out. */
export function deletionsOf(word: string): number[] {
  const left = new Set<string>()
  const takeOut = (letters: readonly string[], times: number): void => {
    left.add(letters.join(''))
    if (times === 0 || letters.length <= leastLeft) return
    letters.forEach((_, place) => takeOut(letters.toSpliced(place, 1), times - 1))
  }
  takeOut(Array.from(word).slice(0, headLetters), mostEdits)
  return [...new Set([...left].map(hash))].sort((a, b) => a - b)
}

/** FNV-1a. Two texts that share a hash only cost a comparison. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193)
  return value | 0
}

/**
 * Edits between two words (optimal string alignment), or `most + 1` where there are more than `most`. A letter beyond
 * the Basic Multilingual Plane counts as two.
 */
export function editsBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i]
    let least = i
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = at(last, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1)
      let edits = Math.min(replaced, at(last, j) + 1, at(row, j - 1) + 1)
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      if (swapped) edits = Math.min(edits, at(before, j - 2) + 1)
      row.push(edits)
      least = Math.min(least, edits)
    }
    if (least > most) return most + 1
    before = last
    last = row
  }
  return Math.min(at(last, other.length), most + 1)
}

const at = (numbers: readonly number[], place: number): number => numbers[place] ?? 0

/** What a word that no picture has was probably meant to be. */
export interface Near<Word> {
  /** So few edits away that none are nearer. */
  readonly nearest: readonly Word[]
  /** Further away, where the nearest have few pictures: a guess behind the guess. */
  readonly further: readonly Word[]
}

/**
 * The words that an unknown one was probably meant to be, the likeliest first: the nearest, then those that begin alike,
 * then those that more pictures have. Several, since which of them was meant cannot be known; none where none is near.
 */
export function wordsNear<Word extends KnownWord>(word: string, candidates: readonly Word[]): Near<Word> {
  const allowed = editsAllowed(word)
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0)
  const near = candidates
    .map((candidate) => ({ candidate, edits: editsBetween(word, candidate.word, allowed) }))
    .filter(({ edits }) => edits <= allowed)
    .sort(
      (a, b) =>
        a.edits - b.edits ||
        Number(b.candidate.word.startsWith(first)) - Number(a.candidate.word.startsWith(first)) ||
        b.candidate.pictures - a.candidate.pictures ||
        (a.candidate.word < b.candidate.word ? -1 : 1),
    )
    .slice(0, mostWordsNear)
  const wordsAt = (isNearest: boolean): Word[] =>
    near.filter(({ edits }) => (edits === near[0]?.edits) === isNearest).map(({ candidate }) => candidate)
  const nearest = wordsAt(true)
  const pictures = nearest.reduce((sum, known) => sum + known.pictures, 0)
  const looksFurther = word.length >= leastLettersForFurther && pictures < enoughPictures
  return { nearest, further: looksFurther ? wordsAt(false) : [] }
}
