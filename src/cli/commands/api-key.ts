import type { Command } from 'commander'
import { Refusal } from '#platform/refusal'
import { print, withHouse } from '../with-house.ts'

interface Options {
  readonly member: string
  readonly scopes: string
  readonly name: string
  readonly json?: boolean
}

export function addApiKey(program: Command): void {
  program
    .command('api-key')
    .description('keys for programs')
    .command('create')
    .description('make a key; it is shown once')
    .requiredOption('--member <username>', 'whose key it is')
    .requiredOption('--scopes <list>', 'images:read, images:write, me:read, business:read, business:write; by commas')
    .option('--name <name>', 'what it is for', 'made on the command line')
    .option('--json', 'print the result as JSON')
    .action(async (options: Options) => {
      await withHouse(async ({ ctx, house }) => {
        const member = await house.people.memberByUsername(ctx, options.member)
        if (!member) throw new Refusal('not-found', 'member-not-found', `There is no member ${options.member}.`)
        const actor = await house.people.actorOf(ctx, member.personId, { kind: 'system' })
        const scopes = options.scopes.split(',').map((scope) => scope.trim())
        const input = house.apiKeys.CreateApiKeyInput.parse({ name: options.name, scopes })
        const { key } = await house.apiKeys.createApiKey(ctx, actor, input)
        print(options.json ?? false, { key }, `The key, shown once: ${key}`)
      })
    })
}
