import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, extname, join, relative } from 'node:path'
import type { Command } from 'commander'
import { importPictures, startWork } from '#app'
import { Refusal } from '#platform/refusal'
import { openProgress } from '../progress.ts'
import { print, say, stopSignal, withHouse } from '../with-house.ts'

interface Options {
  readonly member: string
  readonly licence: string
  readonly visibility: string
  readonly tags?: string
  readonly json?: boolean
}

export function addImport(program: Command): void {
  program
    .command('import')
    .description('take in a folder of pictures; what is here already is skipped, so it can be resumed')
    .argument('<folder>', 'folder, with its subfolders')
    .requiredOption('--member <username>', 'whose pictures they become')
    .option('--licence <code>', 'licence of all of them', 'all-rights-reserved')
    .option('--visibility <word>', 'public, unlisted or private', 'private')
    .option('--tags <list>', 'tags for all of them, by commas')
    .option('--json', 'print the result as JSON')
    .action(async (folder: string, options: Options) => {
      const files = await listFiles(folder)
      await withHouse(async (open) => {
        const { ctx, house } = open
        const member = await house.people.memberByUsername(ctx, options.member)
        if (!member) throw new Refusal('not-found', 'member-not-found', `There is no member ${options.member}.`)
        const actor = await house.people.actorOf(ctx, member.personId, { kind: 'system' })
        const work = await startWork(open)
        const progress = openProgress()
        try {
          const report = await importPictures(house, {
            signal: stopSignal(),
            pictures: files.map((file) => ({
              name: relative(folder, file),
              open: () => createReadStream(file),
              actor,
              input: {
                title: titleOf(file),
                licence: options.licence,
                visibility: options.visibility,
                tags: options.tags ?? '',
                agreeRegion: 'on',
              },
            })),
            onStep: (done) => progress.step(done, files.length, 'pictures taken in'),
          })
          progress.end()
          for (const { name, code, reason } of report.refused) say(`refused ${name}: ${reason} (${code})`)
          print(
            options.json ?? false,
            report,
            `${report.taken} taken in, ${report.known} here already, ${report.refused.length} refused.${report.stopped ? ' Stopped before the end; run it again to go on.' : ''}`,
          )
        } finally {
          await work.stop()
        }
      })
    })
}

async function listFiles(folder: string): Promise<readonly string[]> {
  const found = await stat(folder).catch(() => null)
  if (!found?.isDirectory()) throw new Refusal('not-found', 'folder-not-found', `There is no folder ${folder}.`)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** `summer_evening-2.jpg` becomes “summer evening 2”. */
const titleOf = (file: string): string => basename(file, extname(file)).replaceAll(/[_-]+/g, ' ').trim()
