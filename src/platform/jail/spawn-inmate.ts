import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { fileURLToPath } from 'node:url'

const inmate = fileURLToPath(new URL('./inmate.ts', import.meta.url))
const folders = ['/usr/bin', '/bin', '/usr/local/bin', '/usr/sbin', '/sbin']

function findTool(name: string): string | undefined {
  return folders
    .map((folder) => `${folder}/${name}`)
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

/**
 * What Node reserves of address space without using it (512 MB for V8's code, the rest stacks and pools; measured with
 * Node 24 and 19 threads). The kernel counts it as data, so it comes on top of what a task may take.
 */
const reservedByNodeBytes = 700 * 1024 * 1024

/** util-linux, where the machine has it: the kernel then ends a child with its parent and holds it to its memory. */
const setpriv = findTool('setpriv')
const prlimit = findTool('prlimit')
/** coreutils. Put before, since a thread that is there already would keep its priority. */
const nice = findTool('nice')

/** How a child stands to other processes of the machine. `lowest` runs when nobody else wants to (nice 19). */
export type Priority = 'usual' | 'lowest'

/**
 * Starts one child. It inherits nothing: no environment (secrets live there), no standard streams but a pipe for its
 * last words, no open files. Node itself may neither start processes nor threads in it.
 */
export function spawnInmate(module: URL, memoryBytes: number, priority: Priority): ChildProcess {
  const command = [
    ...(nice && priority === 'lowest' ? [nice, '-n', '19'] : []),
    ...(setpriv ? [setpriv, '--pdeathsig', 'KILL', '--no-new-privs'] : []),
    ...(prlimit ? [prlimit, `--data=${reservedByNodeBytes + memoryBytes}`, '--nofile=256', '--core=0'] : []),
    process.execPath,
    '--max-old-space-size=96',
    '--disable-warning=SecurityWarning',
    '--permission',
    '--allow-addons',
    '--allow-fs-read=*',
    '--allow-fs-write=*',
    inmate,
    module.href,
    String(memoryBytes),
  ]
  return spawn(command[0] as string, command.slice(1), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    // libvips would put what is large into files of the system's temporary folder; here it stays in memory, or fails.
    // One arena for all threads of a child would be slow, the default of eight per core wastes the budget.
    env: { PATH: folders.join(':'), LANG: 'C.UTF-8', TZ: 'UTC', MALLOC_ARENA_MAX: '2', VIPS_DISC_THRESHOLD: '2g' },
    cwd: '/',
  })
}
