import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { createServer } from 'node:http'
import type { Browser } from 'playwright-core'
import {
  type Disagreement,
  type FoundInBrowser,
  type FoundWork,
  type Store,
  browserDisagreements,
  fileDisagreements,
  hostDisagreements,
  letterDisagreements,
  logLineDisagreements,
  queueDisagreements,
} from '#declaration'
import { allStores, whatIsThere, work } from '#app'
import { type HttpServer, openHttp } from '#platform/http'
import { findQueued } from '#platform/jobs'
import { findFiles } from '#platform/storage'
import { differences } from '#privacy/data-map'
import { openBrowser } from '#test/browser'
import { type TestHouse, openTestCtx } from '#test/house'
import { type Outgoing, foundInBrowser, recordOutgoing, sentKinds, watchHosts } from '#test/watch'
import { checkDeclared } from '../declared.ts'
import { type Copy, copyOfProject } from '../planted.ts'
import { checkWords } from '../words.ts'

export type Look = 'start' | 'queue' | 'files' | 'letters' | 'log' | 'browser' | 'hosts' | 'sources' | 'words'

/** The real thing into which violations are planted: a database, a data folder, a server, a browser, a process. */
export interface World {
  readonly t: TestHouse
  /** What is declared, what the process does and what its rooms set; a mutation changes them and puts them back. */
  stores: readonly Store[]
  work: FoundWork
  cookies: readonly string[] | undefined
  logFields: readonly string[] | undefined
  /** What the server adds to its page. */
  page: { readonly body?: string; readonly cookies?: readonly string[] }
  readonly server: HttpServer
  /** A server of somebody else, on loopback under another name. */
  readonly foreign: { readonly port: number }
  readonly outgoing: Outgoing
  readonly copy: Copy
  /** Writes a file of the data folder and returns how to take it away. */
  putFile(path: string): () => void
  look(how: Look): Promise<readonly Disagreement[]>
  close(): Promise<void>
}

export async function openWorld(): Promise<World> {
  const [t, browser] = await Promise.all([openTestCtx({ stores: allStores }), openBrowser()])
  const server = openHttp({ log: t.ctx.log, chance: t.ctx.chance })
  server.removeAllContentTypeParsers()
  server.get('/', (_request, reply) => {
    if (world.page.cookies) reply.header('Set-Cookie', world.page.cookies)
    const body = `<!doctype html><title>A page</title><p>Hello</p>${world.page.body ?? ''}`
    return reply.removeHeader('Content-Security-Policy').type('text/html').send(body)
  })
  server.get('/worker.js', (_request, reply) => reply.type('text/javascript').send(''))
  await server.listen({ port: 0, host: 'localhost' })
  const foreignServer = createServer((_request, response) => response.end()).listen(0, '127.0.0.1')
  await new Promise((listening) => foreignServer.once('listening', listening))
  const outgoing = recordOutgoing()
  const { home } = t.ctx.config

  const looks: Readonly<Record<Look, () => Promise<readonly Disagreement[]>>> = {
    start: async () => {
      const there = await whatIsThere(t.database)
      return differences(world.stores, {
        ...there,
        work: world.work,
        cookies: world.cookies ?? there.cookies,
        logFields: world.logFields ?? there.logFields,
      })
    },
    queue: async () => queueDisagreements(world.stores, await findQueued(t.ctx.db)),
    files: async () => fileDisagreements(world.stores, await findFiles(home)),
    letters: async () => letterDisagreements(world.stores, await sentKinds(home)),
    log: async () => logLineDisagreements(world.stores, t.logLines.join('').split('\n')),
    browser: async () => browserDisagreements(world.stores, (await visit(browser, server, 2)).found),
    hosts: async () => {
      const { hosts } = await visit(browser, server, 1)
      return hostDisagreements(world.stores, [...outgoing.hosts(), ...hosts])
    },
    sources: () => checkDeclared(t.database, world.stores, world.copy.root),
    words: async () => checkWords(world.copy.root).map((name) => ({ problem: 'undeclared-host', name })),
  }
  const world: World = {
    t,
    stores: allStores,
    work,
    cookies: undefined,
    logFields: undefined,
    page: {},
    server,
    foreign: { port: (foreignServer.address() as AddressInfo).port },
    outgoing,
    copy: copyOfProject(),
    putFile(path) {
      mkdirSync(dirname(join(home, path)), { recursive: true })
      writeFileSync(join(home, path), 'planted')
      return () => rmSync(join(home, path))
    },
    look: (how) => looks[how](),
    async close() {
      await browser.close()
      await server.close()
      foreignServer.close()
      outgoing.remove()
      world.copy.remove()
      await t.close()
    },
  }
  return world
}

/** Visitors who look at the page, one after the other: what their browsers hold, and whom they spoke to. */
async function visit(
  browser: Browser,
  server: HttpServer,
  visitors: number,
): Promise<{ readonly found: readonly FoundInBrowser[]; readonly hosts: readonly string[] }> {
  const origin = `http://localhost:${(server.server.address() as AddressInfo).port}`
  const found: FoundInBrowser[] = []
  const hosts: string[] = []
  for (let person = 0; person < visitors; person++) {
    const context = await browser.newContext()
    const spoken = watchHosts(context, origin)
    const page = await context.newPage()
    await page.goto(`${origin}/`)
    // What a script of the page begins has ended when it says so.
    await page.waitForFunction('globalThis.busy !== true')
    found.push(...(await foundInBrowser(context, page, 'visitor')))
    hosts.push(...spoken)
    await context.close()
  }
  return { found, hosts }
}
