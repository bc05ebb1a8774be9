/** Larger than any profile of a screen or camera that was found (tables of 33³ points are 0.5 MB); a place to hide things. */
const maxBytes = 1024 * 1024
const headerBytes = 128
const maxTags = 100

/** What a profile of that colour space must contain to say anything (ICC.1:2022, 8.3 and 8.4): either matrix or table. */
const needed: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'RGB ': [['rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC'], ['A2B0']],
  GRAY: [['kTRC'], ['A2B0']],
}
const types: Readonly<Record<string, readonly string[]>> = {
  XYZ: ['XYZ '],
  TRC: ['curv', 'para'],
  A2B: ['mft1', 'mft2', 'mAB '],
}

/**
 * Whether an ICC profile is well formed and fits a picture of RGB or grey samples. libvips leaves a broken one aside
 * without a word and would still write it into the next file; so this decides whether it goes on with the picture.
 */
export function isUsableProfile(icc: Buffer, picture: 'rgb' | 'grey'): boolean {
  if (icc.length < headerBytes + 4 || icc.length > maxBytes) return false
  if (icc.readUInt32BE(0) !== icc.length || icc.toString('latin1', 36, 40) !== 'acsp') return false
  const space = icc.toString('latin1', 16, 20)
  if (space !== (picture === 'grey' ? 'GRAY' : 'RGB ')) return false
  const tags = readTags(icc)
  const holds = (name: string): boolean => {
    const type = tags?.get(name)
    return type !== undefined && (types[name.slice(-3)] ?? types[name.slice(0, 3)] ?? []).includes(type)
  }
  return needed[space]?.some((names) => names.every(holds)) ?? false
}

/** The type of each tag by its name; null where one lies outside of the profile. */
function readTags(icc: Buffer): Map<string, string> | null {
  const count = icc.readUInt32BE(headerBytes)
  if (count > maxTags || headerBytes + 4 + 12 * count > icc.length) return null
  const tags = new Map<string, string>()
  for (let index = 0; index < count; index += 1) {
    const entry = headerBytes + 4 + 12 * index
    const [at, size] = [icc.readUInt32BE(entry + 4), icc.readUInt32BE(entry + 8)]
    if (size < 8 || at + size > icc.length) return null
    tags.set(icc.toString('latin1', entry, entry + 4), icc.toString('latin1', at, at + 4))
  }
  return tags
}
