import { Command, CommanderError } from 'commander'
import { addApiKey } from './commands/api-key.ts'
import { addBackup, addRecoveryKit, addRestore } from './commands/backup.ts'
import { addDemo } from './commands/demo.ts'
import { addDoctor } from './commands/doctor.ts'
import { addImport } from './commands/import.ts'
import { addImportExport } from './commands/import-export.ts'
import { addMember } from './commands/member.ts'
import { addMigrate } from './commands/migrate.ts'
import { addProcessing } from './commands/processing.ts'
import { addStaff } from './commands/staff.ts'
import { addStart } from './commands/start.ts'
import { addTaxonomy } from './commands/taxonomy.ts'
import { addVendor } from './commands/vendor.ts'
import { exitCodeOf, explain } from './exit.ts'

// The channel to the process that installs packages must not keep a finished command alive.
process.channel?.unref()

const program = new Command('vitrine')
  .description('Vitrine: an image library that pays for itself without tracking anyone.')
  .showHelpAfterError('(--help tells more)')
  .configureHelp({ sortSubcommands: false })
  .exitOverride()
for (const add of [
  addStart,
  addMigrate,
  addDemo,
  addMember,
  addStaff,
  addApiKey,
  addImport,
  addImportExport,
  addBackup,
  addRestore,
  addRecoveryKit,
  addVendor,
  addTaxonomy,
  addProcessing,
  addDoctor,
])
  add(program)

try {
  await program.parseAsync(process.argv)
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else {
    process.stderr.write(`${explain(error, process.argv.includes('--json'))}\n`)
    process.exitCode = exitCodeOf(error)
  }
}
