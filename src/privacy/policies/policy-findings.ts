import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ToldPurposes } from './blocks.ts'
import { purposesOfVersion } from './load-documents.ts'

/** What is compared: the folder of the texts, the version in force, and the purposes of the code. */
export interface PolicyInCode {
  readonly folder: string
  readonly version: string
  readonly purposes: ToldPurposes
}

/** The fingerprints of every published text. */
const lock = 'published.json'

/**
 * Every purpose in the code that the policy in force does not tell of, or tells of otherwise; every one that it tells of
 * and the code does not have; and every published text that was changed (promise G-30). So a new purpose needs a new
 * version of the policy in the same change.
 */
export function policyFindings({ folder, version, purposes }: PolicyInCode): readonly string[] {
  const told = purposesOfVersion(version, folder)
  const next = Number(version) + 1
  const found: string[] = []
  for (const [purpose, { words, waitsForYes }] of Object.entries(purposes)) {
    const one = told[purpose]
    if (!one)
      found.push(`purpose ${purpose} has no text: write privacy-${next}.md and its purposes, and put it in force`)
    else if (one.words !== words || one.waitsForYes !== waitsForYes) {
      found.push(
        `purpose ${purpose} is told of otherwise in version ${version} of the policy: write privacy-${next}.md`,
      )
    }
  }
  for (const purpose of Object.keys(told)) {
    if (!Object.hasOwn(purposes, purpose))
      found.push(`version ${version} of the policy tells of ${purpose}, which is in no code`)
  }
  const text = readFileSync(join(folder, `privacy-${version}.md`), 'utf8')
  if (!/^\{\{purposes\}\}$/m.test(text)) found.push(`privacy-${version}.md does not list its purposes`)

  const published = JSON.parse(readFileSync(join(folder, lock), 'utf8')) as Readonly<Record<string, string>>
  const files = readdirSync(folder).filter((name) => name !== lock)
  for (const name of files) {
    const hash = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
    if (published[name] === undefined) found.push(`${name} is new: note it in ${lock} as ${hash}`)
    else if (published[name] !== hash)
      found.push(`${name} was published and has changed: write the next version instead`)
  }
  for (const name of Object.keys(published)) {
    if (!files.includes(name)) found.push(`${name} was published and is gone`)
  }
  return found
}
