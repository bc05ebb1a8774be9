// The way in, for any Node from 20 on: installs the packages when the lockfile has changed, then goes on under the
// Node that the lockfile brings. Imports nothing that is not part of Node.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'node_modules', '.vitrine-lock')

/** What is installed is right when it was installed from this very lockfile. */
function installed() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  return { wanted, ok: existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted }
}

/** npm tells its scripts about itself in the environment; an npm inside must not take that for its own settings. */
function cleanEnvironment() {
  const keep = /registry|cache|proxy|userconfig/i
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle)_/i.test(name) || keep.test(name)),
  )
}

function install(wanted) {
  const began = performance.now()
  process.stderr.write('vitrine: installing packages, once for this version …\n')
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts']
  const npm = process.env.npm_execpath
  const [program, programArgs] = npm ? [process.execPath, [npm, ...args]] : ['npm', args]
  const { status } = spawnSync(program, programArgs, { cwd: root, stdio: ['ignore', 2, 2], env: cleanEnvironment() })
  if (status !== 0) {
    process.stderr.write('vitrine: npm ci failed, see above. Check the network and try again.\n')
    process.exit(status || 1)
  }
  writeFileSync(stamp, wanted)
  process.stderr.write(`vitrine: packages installed in ${Math.round((performance.now() - began) / 1000)} s\n`)
}

const { wanted, ok } = installed()
if (!ok) install(wanted)

const brought = join(root, 'node_modules', '.bin', 'node')
const node = existsSync(brought) ? brought : process.execPath
if (node === process.execPath && Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `vitrine: no Node 24 comes with the packages for ${process.platform} on ${process.arch}; install Node 24.\n`,
  )
  process.exit(1)
}
/** What Node has compiled is kept, so that the next process has half the work to begin. It holds code and nothing else. */
const compiled = { NODE_COMPILE_CACHE: join(root, 'build', 'compiled'), NODE_COMPILE_CACHE_PORTABLE: '1' }
const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { ...compiled, ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` },
})
// The child ends when this channel closes: so it does not outlive a parent that was killed.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1)
  // Ended by a signal: end the same way, so that whoever started us sees it.
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
})
