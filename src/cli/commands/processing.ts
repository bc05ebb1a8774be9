import type { Command } from 'commander'
import { processingOf } from '#declaration'
import { allStores, registerOfProcessing } from '#app'
import { withHouse } from '../with-house.ts'

export function addProcessing(program: Command): void {
  program
    .command('processing')
    .description('print the register of processing that the law asks of whoever runs a site (GDPR 30), as Markdown')
    .option('--json', 'print the activities as JSON')
    .action(async ({ json = false }: { json?: boolean }) => {
      if (json) process.stdout.write(`${JSON.stringify({ activities: processingOf(allStores) })}\n`)
      else process.stdout.write(await withHouse(({ ctx }) => registerOfProcessing(ctx)))
    })
}
