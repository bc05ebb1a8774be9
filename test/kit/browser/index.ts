import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, chromium } from 'playwright-core'

export { findChromium } from './find-chromium.ts'

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
]

/**
 * Starts the browser that the test run has found.
 *
 * @param sites names of sites of others, with the port of this machine on which each answers
 */
export async function openBrowser(sites: Readonly<Record<string, number>> = {}): Promise<Browser> {
  const executablePath = process.env['VITRINE_CHROMIUM'] ?? '/usr/bin/chromium'
  const rules = Object.entries(sites).map(([host, port]) => `MAP ${host} 127.0.0.1:${port}`)
  const args = rules.length === 0 ? flags : [...flags, `--host-resolver-rules=${rules.join(',')}`]
  return chromium.launch({ executablePath, args, headless: true })
}

/** A fresh person: no cookies, no storage. Every request to another host than the site's is recorded and ends the test. */
export async function openPerson(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; page: Page; foreign: string[]; errors: string[] }> {
  const context = await browser.newContext({ baseURL: origin, ...options })
  const foreign: string[] = []
  const errors: string[] = []
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== origin) foreign.push(request.url())
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  return { context, page, foreign, errors }
}

interface Violation {
  readonly id: string
  readonly impact: string | null
  readonly help: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

const axePath = createRequire(import.meta.url).resolve('axe-core')

/** What axe finds wrong with the page as it is now, by the rules of WCAG 2.2 AA, one line each. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  // Put in by the debugger, not by the page: its policy forbids foreign script, as it should.
  const source = await import('node:fs/promises').then(({ readFile }) => readFile(axePath, 'utf8'))
  const found = await page.evaluate(
    `(() => { ${source}; return axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } }) })()`,
  )
  const { violations } = found as { violations: readonly Violation[] }
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n    ${html}\n    ${failureSummary ?? ''}`),
  )
}
