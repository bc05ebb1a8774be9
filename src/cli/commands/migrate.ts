import type { Command } from 'commander'
import { print, withHouse } from '../with-house.ts'

export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database up to this version, and check it against the data map')
    .option('--json', 'print the result as JSON')
    .action(async ({ json = false }: { json?: boolean }) => {
      // Opening the house does both, or says why it cannot.
      await withHouse(async () => print(json, { upToDate: true }, 'The database is up to date.'))
    })
}
