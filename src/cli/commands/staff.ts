import type { Command } from 'commander'
import type { StaffRole } from '#accounts/people'
import { Refusal } from '#platform/refusal'
import { print, readStandardInput, withHouse } from '../with-house.ts'

interface Options {
  readonly username: string
  readonly email?: string
  readonly passwordStdin?: boolean
  readonly roles: string
  readonly json?: boolean
}

export function addStaff(program: Command): void {
  program
    .command('staff')
    .description('members with duties')
    .command('create')
    .description('make a member of staff, or give roles to a member')
    .requiredOption('--username <name>', 'user name; an existing member gets the roles')
    .option('--email <address>', 'e-mail address of a new member')
    .option('--password-stdin', 'read the password from standard input; otherwise one is made and shown once')
    .option('--roles <list>', 'moderator, support, privacy_counsel, billing, security, admin; by commas', 'admin')
    .option('--json', 'print the result as JSON')
    .action(async (options: Options) => {
      await withHouse(async ({ ctx, house }) => {
        const { people, roles: duties } = house
        const roles = options.roles.split(',').map((role) => readRole(people.staffRoles, role.trim()))
        const known = await people.memberByUsername(ctx, options.username)
        let personId = known?.personId
        let made: string | null = null
        if (!personId) {
          if (!options.email) {
            throw new Refusal('not-found', 'member-not-found', 'There is no such member. Add --email to make one.')
          }
          const given = options.passwordStdin ? await readStandardInput() : null
          made = given === null ? ctx.chance.bytes(18).toString('base64url') : null
          const created = await people.createMember(ctx, {
            username: options.username,
            email: options.email,
            password: given ?? made ?? '',
            verified: true,
          })
          personId = created.personId
        }
        await duties.grantRoles(ctx, { kind: 'system' }, { personId, roles })
        print(
          options.json ?? false,
          { id: personId, username: options.username, roles, ...(made ? { password: made } : {}) },
          [
            `${options.username} is now: ${roles.join(', ')}.`,
            ...(made ? [`The password, shown once: ${made}`] : []),
            `Pages of staff ask for a second factor: set one up after signing in, at ${ctx.config.origin.origin}/settings/security`,
          ].join('\n'),
        )
      })
    })
}

function readRole(known: readonly StaffRole[], role: string): StaffRole {
  const found = known.find((one) => one === role)
  if (!found) throw new Refusal('invalid', 'role-not-known', `There is no role “${role}”. Roles: ${known.join(', ')}.`)
  return found
}
