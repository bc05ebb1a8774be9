import { readFile, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { backUp, restoreBackup } from '#app'
import { readConfig } from '#platform/config'
import { Refusal } from '#platform/refusal'
import { printKit, readKit, requireKitMatches } from '#platform/vault'
import { openProgress } from '../progress.ts'
import { print, say, stopSignal, withHouse } from '../with-house.ts'

interface Options {
  readonly json?: boolean
}

interface RestoreFlags extends Options {
  readonly kit?: string
  readonly erased?: string
}

export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('write everything into one encrypted file, beside a running server; what was cut off is gone on with')
    .argument('<file>', 'where it is to lie; not in the data folder')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, { json = false }: Options) => {
      const progress = openProgress()
      const report = await withHouse((open) =>
        backUp(open, {
          file,
          signal: stopSignal(),
          onStep: (done, total) => progress.step(done, total, 'files in the backup'),
        }),
      ).finally(() => progress.end())
      if (report.missing > 0) say(`${report.missing} files were not on disk and are not in the backup. See doctor.`)
      print(
        json,
        report,
        `${report.file}: ${report.rows} rows, ${report.files} files, ${megabytes(report.sizeBytes)}.${report.resumed ? ' It was gone on with.' : ''} Without the key file nobody can read it: keep that apart.`,
      )
    })
}

export function addRestore(program: Command): void {
  program
    .command('restore')
    .description('bring a backup back into an empty installation')
    .argument('<file>', 'a backup')
    .option('--kit <file>', 'a recovery kit, where the key file is lost')
    .option('--erased <folder>', 'the folder "erased" of the old data folder: whoever is noted there is erased again')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, { json = false, kit, erased }: RestoreFlags) => {
      const progress = openProgress()
      const report = await restoreBackup({
        config: readConfig({ LOG_LEVEL: 'warn', ...process.env }, process.cwd()),
        file,
        ...(kit === undefined ? {} : { kit: await readText(kit) }),
        ...(erased === undefined ? {} : { erased }),
        say,
        signal: stopSignal(),
        onStep: (done, total) => progress.step(done, total, 'files brought back'),
      }).finally(() => progress.end())
      if (report.missing > 0) say(`${report.missing} files were missing already when the backup was made.`)
      if (report.unreadable > 0) {
        say(
          `the backup is older than the master keys: of ${report.unreadable} ${report.unreadable === 1 ? 'person' : 'people'} what is sealed cannot be read any more, such as e-mail addresses. Everything else is back.`,
        )
      }
      for (const sentence of report.told) say(sentence)
      print(json, report, `Everything of ${report.madeAt} is back: ${report.rows} rows, ${report.files} files.`)
    })
}

export function addRecoveryKit(program: Command): void {
  program
    .command('recovery-kit')
    .description('print the keys that bring a backup back, to keep in a safe; anew every week')
    .option('--out <file>', 'write it to a new file instead')
    .option('--check <file>', 'look whether a kit belongs to this Vitrine and is not outdated')
    .option('--json', 'print the result as JSON')
    .action(async ({ out, check, json = false }: Options & { readonly out?: string; readonly check?: string }) => {
      await withHouse(async ({ ctx, ring }) => {
        if (check !== undefined) {
          requireKitMatches(ring, readKit(await readText(check)))
          print(json, { matches: true }, 'This kit opens every backup of this Vitrine.')
          return
        }
        const kit = printKit(ring, { origin: ctx.config.origin.origin, now: ctx.clock.now() })
        if (out === undefined) {
          print(json, { kit }, kit)
          return
        }
        await writeFile(out, kit, { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
          throw new Refusal('conflict', 'kit-file-taken', `There is a file ${out} already. Name another one.`)
        })
        print(
          json,
          { file: out },
          `The recovery kit is in ${out}. Move it to a safe place, apart from data and backups.`,
        )
      })
    })
}

/** @throws Refusal `kit-not-found` */
async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new Refusal('not-found', 'kit-not-found', `There is no recovery kit ${file} that can be read.`)
  })
}

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`
