import { createHash } from 'node:crypto'
import { dayMs, later } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { type KeyRing, Keys, type MasterKey, masterKeyLifeDays } from './key-ring.ts'

/*
 * The keys on a sheet of paper: a line each, so that they can be printed, typed and scanned. `check` is the beginning of
 * the SHA-256 of the lines before it, so that a slip of the pen is noticed.
 */

const words = /^(index|signing|backup|master|check)\s+(\S.*)$/

const endOf = ({ firstUsedAt }: MasterKey): Date => later(firstUsedAt, masterKeyLifeDays * dayMs)
const day = (at: Date): string => at.toISOString().slice(0, 10)

/** The keys of an installation as lines, with what they are for and how to use them. */
export function printKit(ring: KeyRing, about: { readonly origin: string; readonly now: Date }): string {
  const masters = ring.masters()
  const newest = masters.at(-1)
  const lines = [
    `index    ${ring.index.toString('base64')}`,
    `signing  ${ring.signing.toString('base64')}`,
    `backup   ${ring.backup() ?? ''}`,
    ...masters.map((one) => `master   ${one.id} ${one.key.toString('base64')} ${one.firstUsedAt.toISOString()}`),
  ]
  return `Recovery kit of the Vitrine at ${about.origin}, made on ${day(about.now)}

WHOEVER HAS THIS AND A BACKUP READS EVERYTHING. Print it, or put it on a medium of its own. Keep it where neither the
data nor the backups are, for example in a safe.

What it is for: the machine and its key file are lost, and there is a backup.
  1. Install Vitrine of the same version or a newer one. Do not start it.
  2. Type or copy the lines below into a file, for example kit.txt.
  3. npm run -s vitrine -- restore BACKUP --kit kit.txt
  4. Start Vitrine. Make a new kit, and destroy this one and kit.txt.

How long it is good:
  The lines index, signing and backup stay the same. They bring back everything but what is sealed, such as e-mail
  addresses. For that a master line is needed, and a new one is made every week:
${masters.map((one) => `    ${one.id}  opens what is sealed in backups from ${day(one.firstUsedAt)} on, until the next was made; destroy it by ${day(endOf(one))}`).join('\n')}
  So make a new kit every week, and destroy every copy of this one by ${newest ? day(endOf(newest)) : 'then'}: who was erased stays
  readable in an old backup as long as somebody keeps the master key of its time.

${lines.join('\n')}
check    ${checkOf(lines)}
`
}

const checkOf = (lines: readonly string[]): string =>
  createHash('sha256')
    .update(lines.map((line) => line.replaceAll(/\s+/g, ' ').trim()).join('\n'))
    .digest('hex')
    .slice(0, 16)

/**
 * Reads the lines of a kit; everything else in the text is left aside.
 *
 * @throws Refusal `kit-not-understood`, where a line lacks or was not copied as it is
 */
export function readKit(text: string): Keys {
  const found = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => words.test(line))
  const of = (word: string): readonly string[] =>
    found.flatMap((line) => {
      const match = words.exec(line)
      return match?.[1] === word && match[2] !== undefined ? [match[2].trim()] : []
    })
  const keys = Keys.safeParse({
    index: of('index')[0],
    signing: of('signing')[0],
    backup: of('backup')[0],
    masters: of('master').map((line) => {
      const [id, key, firstUsedAt] = line.split(/\s+/)
      return { id, key, firstUsedAt }
    }),
  })
  const isWhole = of('check')[0] === checkOf(found.filter((line) => !line.startsWith('check')))
  if (!keys.success || !isWhole) {
    throw new Refusal(
      'invalid',
      'kit-not-understood',
      'This is no recovery kit, or a line of it lacks or is not as it was printed. Compare it letter by letter.',
    )
  }
  return keys.data
}

/**
 * Looks whether a kit would bring this installation back.
 *
 * @throws Refusal `kit-of-other-keys`, `kit-outdated`
 */
export function requireKitMatches(ring: KeyRing, kit: Keys): void {
  const same = kit.index.equals(ring.index) && kit.signing.equals(ring.signing) && kit.backup === ring.backup()
  if (!same) {
    throw new Refusal(
      'conflict',
      'kit-of-other-keys',
      'This kit belongs to another Vitrine. It opens no backup of this one.',
    )
  }
  const newest = ring.masters().at(-1)
  if (!newest || kit.masters.some(({ id, key }) => id === newest.id && newest.key.equals(key))) return
  throw new Refusal(
    'conflict',
    'kit-outdated',
    `This kit opens backups, but not what is sealed in those made since ${day(newest.firstUsedAt)}. Make a new one, and destroy this one.`,
  )
}
