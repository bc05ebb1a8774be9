import type { Command } from 'commander'
import { loadDemo, startWork } from '#app'
import { openProgress } from '../progress.ts'
import { print, say, stopSignal, withHouse } from '../with-house.ts'

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('load the demo world: some 1,300 freely licensed pictures; can be interrupted and repeated')
    .option('--json', 'end with one line of JSON')
    .action(async ({ json = false }: { json?: boolean }) => {
      await withHouse(async (open) => {
        const work = await startWork(open)
        const progress = openProgress()
        try {
          const { taken, known, refused, stopped, members, staff, missing } = await loadDemo({
            house: open.house,
            say,
            signal: stopSignal(),
            onStep: (done, total) => progress.step(done, total, 'pictures taken in'),
          })
          progress.end()
          for (const { name, reason } of refused) say(`refused ${name}: ${reason}`)
          const people = [...members, ...staff].map(({ username, password }) => `  ${username}  ${password}`)
          print(
            json,
            { members, staff, taken, known, refused, stopped, missing },
            `${taken} pictures taken in, ${known} were here already, ${refused.length} refused.` +
              `${stopped ? ' Stopped before the end; run it again to go on.' : ''}\nSign in as:\n${people.join('\n')}`,
          )
        } finally {
          await work.stop()
        }
      })
    })
}
