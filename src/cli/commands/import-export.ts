import { stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { importExport, startWork } from '#app'
import { Refusal } from '#platform/refusal'
import { importBytesMax } from '#privacy/export'
import { openProgress } from '../progress.ts'
import { print, say, stopSignal, withHouse } from '../with-house.ts'

interface Options {
  readonly member: string
  readonly profile?: boolean
  readonly json?: boolean
}

export function addImportExport(program: Command): void {
  program
    .command('import-export')
    .description('take in the zip that somebody took away from another Vitrine; it can be resumed')
    .argument('<file>', 'the zip, as it was downloaded')
    .requiredOption('--member <username>', 'whose pictures they become')
    .option('--profile', 'also take over what they said of themselves')
    .option('--json', 'print the result as JSON')
    .action(async (path: string, options: Options) => {
      const found = await stat(path).catch(() => null)
      if (!found?.isFile()) throw new Refusal('not-found', 'file-not-found', `There is no file ${path}.`)
      if (found.size > importBytesMax) {
        throw new Refusal('invalid', 'export-too-large', 'An export may have 2 GB. Give the pictures with `import`.')
      }
      await withHouse(async (open) => {
        const { ctx, house } = open
        const member = await house.people.memberByUsername(ctx, options.member)
        if (!member) throw new Refusal('not-found', 'member-not-found', `There is no member ${options.member}.`)
        const actor = await house.people.actorOf(ctx, member.personId, { kind: 'system' })
        const work = await startWork(open)
        const progress = openProgress()
        try {
          const report = await importExport(house, {
            path,
            actor,
            signal: stopSignal(),
            onStep: (done, total) => progress.step(done, total, 'pictures taken in'),
          })
          progress.end()
          const { displayName, about } = report.profile
          if (options.profile) {
            const { profilePublic } = await house.people.ownAccount(ctx, actor)
            const input = house.people.EditProfileInput.parse({ displayName, about, profilePublic })
            await house.people.editProfile(ctx, actor, input)
          } else if (displayName !== null || about !== null) {
            say('There is a profile in it too. It is taken over with --profile.')
          }
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
