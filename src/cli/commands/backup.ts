import type { Command } from 'commander'
import { backUp, restoreBackup } from '#app'
import { readConfig } from '#platform/config'
import { openProgress } from '../progress.ts'
import { print, say, stopSignal, withHouse } from '../with-house.ts'

interface Options {
  readonly json?: boolean
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
    .option('--json', 'print the result as JSON')
    .action(async (file: string, { json = false }: Options) => {
      const progress = openProgress()
      const report = await restoreBackup({
        config: readConfig({ LOG_LEVEL: 'warn', ...process.env }, process.cwd()),
        file,
        say,
        signal: stopSignal(),
        onStep: (done, total) => progress.step(done, total, 'files brought back'),
      }).finally(() => progress.end())
      if (report.missing > 0) say(`${report.missing} files were missing already when the backup was made.`)
      if (report.unreadable > 0) {
        say(
          `the backup is older than the master keys: of ${report.unreadable} people what is sealed cannot be read any more, such as e-mail addresses. Everything else is back.`,
        )
      }
      for (const sentence of report.told) say(sentence)
      print(json, report, `Everything of ${report.madeAt} is back: ${report.rows} rows, ${report.files} files.`)
    })
}

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`
