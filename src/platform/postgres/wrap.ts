import { spawnSync } from 'node:child_process'
import { PostgresProblem } from './problem.ts'

/** Puts what a program must be started under in front of it. */
export type Wrap = (program: string, args: readonly string[]) => readonly [string, readonly string[]]

const works = (command: readonly string[]): boolean => {
  const [program = '', ...args] = command
  return spawnSync(program, [...args, 'true'], { stdio: 'ignore' }).status === 0
}

/**
 * PostgreSQL refuses to run as root. There it is started in a user namespace of its own, in which it is an ordinary
 * user and its files still belong to root. Everywhere, where util-linux is there, the kernel tells it to stop when its
 * parent dies, even by kill -9.
 *
 * @throws PostgresProblem for root where the kernel allows no user namespaces
 */
export function findWrap(): Wrap {
  const dieWithParent = ['setpriv', '--pdeathsig', 'INT']
  const die = works(dieWithParent) ? dieWithParent : []
  const under =
    (prefix: readonly string[]): Wrap =>
    (program, args) => {
      const [first = program, ...rest] = [...prefix, program, ...args]
      return [first, rest]
    }
  if (process.getuid?.() !== 0) return under(die)
  const namespace = ['unshare', '-U', '--map-user=1000', '--map-group=1000']
  if (works(namespace)) return under([...namespace, ...die])
  throw new PostgresProblem(
    'PostgreSQL does not run as root, and this kernel allows no user namespace to run it in. ' +
      'Start Vitrine as an ordinary user, or set DATABASE_URL.',
  )
}
