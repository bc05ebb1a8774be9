import type { Command } from 'commander'
import { print, readStandardInput, withHouse } from '../with-house.ts'

interface Options {
  readonly username: string
  readonly email: string
  readonly passwordStdin?: boolean
  readonly verified?: boolean
  readonly json?: boolean
}

export function addMember(program: Command): void {
  program
    .command('member')
    .description('people with an account')
    .command('create')
    .description('make an account')
    .requiredOption('--username <name>', 'user name')
    .requiredOption('--email <address>', 'e-mail address')
    .option('--password-stdin', 'read the password from standard input; otherwise one is made and shown once')
    .option('--verified', 'take the address as verified')
    .option('--json', 'print the result as JSON')
    .action(async (options: Options) => {
      await withHouse(async ({ ctx, house }) => {
        const given = options.passwordStdin ? await readStandardInput() : null
        const password = given ?? ctx.chance.bytes(18).toString('base64url')
        const { personId } = await house.people.createMember(ctx, {
          username: options.username,
          email: options.email,
          password,
          verified: options.verified ?? false,
        })
        print(
          options.json ?? false,
          { id: personId, username: options.username, ...(given === null ? { password } : {}) },
          `Made the account ${options.username}.${given === null ? ` Its password, shown once: ${password}` : ''}`,
        )
      })
    })
}
