import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { pino } from 'pino'
import type { Disagreement } from '#declaration'
import { openLog } from '#platform/log'
import type { Mutation } from './mutation.ts'
import type { World } from './world.ts'

const planted = (
  name: string,
  look: Mutation['look'],
  plant: Mutation['plant'],
  problem: Disagreement['problem'],
  found: string,
): Mutation => ({ name, look, plant, expects: { problem, name: found } })

const file = (name: string, path: string): Mutation =>
  planted(name, 'files', (world) => world.putFile(path), 'undeclared-file', path)

/** Lines written to the real log, which is emptied again. */
const logged =
  (write: (world: World) => void): Mutation['plant'] =>
  (world) => {
    const { length } = world.t.logLines
    write(world)
    return () => void (world.t.logLines.length = length)
  }

/** Something that the real page of a real server does in a real browser. */
const page =
  (page: World['page']): Mutation['plant'] =>
  (world) => {
    world.page = page
    return () => void (world.page = {})
  }
const script = (code: string): Mutation['plant'] =>
  page({
    body: `<script>globalThis.busy = true; (async () => { ${code} })().finally(() => { globalThis.busy = false })</script>`,
  })
/** Something that the page fetches from another host; it has no name of ours, and leads back to loopback. */
const fetching =
  (body: (port: number) => string): Mutation['plant'] =>
  (world) =>
    page({ body: body(world.foreign.port) })(world)

/** Something that a real process does when it is recorded. */
const process =
  (code: (port: number) => string): Mutation['plant'] =>
  async ({ outgoing, foreign }) => {
    const args = ['--input-type=module', '-e', code(foreign.port)]
    await promisify(execFile)(globalThis.process.execPath, args, { env: { ...outgoing.environment } })
    return () => writeFileSync(outgoing.environment['VITRINE_TEST_OUTGOING'] ?? '', '')
  }

const source = (look: 'sources' | 'words', name: string, code: string, expects: Disagreement): Mutation => ({
  name,
  look,
  plant: ({ copy }) => copy.plant('src/library/planted.ts', code),
  expects,
})
const foreignWord = { problem: 'undeclared-host', name: 'src/library/planted.ts' } as const

/** Files, log lines, browsers, hosts, and what a source names. */
export const outsideMutations: readonly Mutation[] = [
  file('a file beside the folders', 'notes.txt'),
  file('a file under a name that a person gave', 'blobs/portrait of ada.jpg'),
  file('a list beside the letters', 'outbox/addresses.csv'),
  file('a file beside the socket of the database', 'run/people.db'),
  file('a folder that is on no list', 'exports/ada/everything.zip'),

  planted(
    'a line with a field that is not declared',
    'log',
    logged(({ t }) =>
      pino({ base: null }, { write: (line: string) => void t.logLines.push(line) }).info({ username: 'ada' }),
    ),
    'undeclared-log-field',
    'username',
  ),
  planted(
    'an e-mail address in a message',
    'log',
    logged(({ t }) => t.ctx.log.warn('no account for ada@example.org')),
    'email-in-log',
    'msg',
  ),
  planted(
    'a network address in an error',
    'log',
    logged(({ t }) => t.ctx.log.error('failed', { error: new Error('refused by 203.0.113.7:443') })),
    'address-in-log',
    'error',
  ),
  planted(
    'a network address of version 6',
    'log',
    logged(({ t }) => t.ctx.log.info('asked by 2001:db8::7:1')),
    'address-in-log',
    'msg',
  ),
  planted(
    'a secret in a field',
    'log',
    logged(({ t }) => t.ctx.log.info('answered', { route: 'k3Jd8sLq2Zx7Vn1Bm5Gh9Tr4Wy6Pc0Fa3Ue8Io2Sk7Q' })),
    'token-in-log',
    'route',
  ),
  planted(
    'something that was printed past the log',
    'log',
    logged(({ t }) => {
      const past = openLog({ level: 'info', destination: { write: (line) => void t.logLines.push(`debug ${line}`) } })
      past.info('hello')
    }),
    'unreadable-line',
    'debug {"level":"info","time":',
  ),

  planted('a cookie of the server', 'browser', page({ cookies: ['tracker=1'] }), 'undeclared-cookie', 'tracker'),
  planted('a cookie of a script', 'browser', script(`document.cookie = '_ga=1'`), 'undeclared-cookie', '_ga'),
  planted(
    'a session for a visitor',
    'browser',
    page({ cookies: ['__Host-session=4711; Path=/; Secure; HttpOnly'] }),
    'cookie-marks-visitor',
    '__Host-session',
  ),
  planted(
    'a constant cookie with a value of its own for each',
    'browser',
    script(`document.cookie = '__Host-age=' + Math.random() + '; path=/; secure'`),
    'cookie-differs',
    '__Host-age',
  ),
  planted(
    'something in localStorage',
    'browser',
    script(`localStorage.setItem('visitor', '4711')`),
    'undeclared-storage',
    'localStorage visitor',
  ),
  planted(
    'something in sessionStorage',
    'browser',
    script(`sessionStorage.setItem('visit', '4711')`),
    'undeclared-storage',
    'sessionStorage visit',
  ),
  planted(
    'a database in the browser',
    'browser',
    script(`await new Promise((done) => { indexedDB.open('people').onsuccess = done })`),
    'undeclared-storage',
    'indexedDB people',
  ),
  planted(
    'a cache in the browser',
    'browser',
    script(`await caches.open('people')`),
    'undeclared-storage',
    'cacheStorage people',
  ),
  planted(
    'a service worker',
    'browser',
    script(`await navigator.serviceWorker.register('/worker.js')`),
    'undeclared-storage',
    'serviceWorker /',
  ),

  planted(
    'a picture of another host in a page',
    'hosts',
    fetching((port) => `<img src="http://pixel.localhost:${port}/1.gif" alt="">`),
    'undeclared-host',
    'pixel.localhost',
  ),
  planted(
    'a beacon of a page',
    'hosts',
    fetching((port) => `<script>navigator.sendBeacon('http://beacon.localhost:${port}/', 'seen')</script>`),
    'undeclared-host',
    'beacon.localhost',
  ),
  planted(
    'a socket of a page',
    'hosts',
    fetching((port) => `<script>new WebSocket('ws://live.localhost:${port}/')</script>`),
    'undeclared-host',
    'live.localhost',
  ),
  planted(
    'a connection of the process',
    'hosts',
    process(
      (port) => `
      import { connect } from 'node:net'
      const socket = connect({ host: 'collector.localhost', port: ${port}, lookup: (_name, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]) })
      socket.on('connect', () => socket.end())`,
    ),
    'undeclared-host',
    'collector.localhost',
  ),
  planted(
    'a request of the process',
    'hosts',
    process((port) => `await fetch('http://127.0.0.1:${port}/')`),
    'undeclared-host',
    '127.0.0.1',
  ),
  planted(
    'a name that the process looks up',
    'hosts',
    process(() => `import { lookup } from 'node:dns/promises'; await lookup('names.localhost').catch(() => {})`),
    'undeclared-host',
    'names.localhost',
  ),
  planted(
    'a packet of the process',
    'hosts',
    process(
      () => `import { createSocket } from 'node:dgram'
      const socket = createSocket('udp4'); socket.send('seen', 9, 'localhost', () => socket.close())`,
    ),
    'undeclared-host',
    'localhost',
  ),

  source('sources', 'a job in a source that nobody handles', `defineJob('library.count-faces', schema)`, {
    problem: 'undeclared-job',
    name: 'library.count-faces',
  }),
  source('sources', 'a cookie in a source', `reply.header('Set-Cookie', '__Host-tracker=1')`, {
    problem: 'undeclared-cookie',
    name: '__Host-tracker',
  }),
  source('sources', 'a cookie that a page sets by name', `cookies.set('tracker', '1')`, {
    problem: 'undeclared-cookie',
    name: 'tracker',
  }),
  source('words', 'a room that fetches', `export const x = await fetch('https://example.org')`, foreignWord),
  source('words', 'a room that connects', `import { connect } from 'node:net'`, foreignWord),
  source(
    'words',
    'a room that looks names up',
    `import { isIP } from 'node:net'\nimport dns from 'dns/promises'`,
    foreignWord,
  ),
  source('words', 'a room that asks in a roundabout way', `const http = await import('node:http')`, foreignWord),
  source('words', 'a room that opens a socket', `new WebSocket('wss://example.org')`, foreignWord),
  source('words', 'a room that starts a program', `import { execFile } from 'node:child_process'`, foreignWord),
  source(
    'words',
    'a room that has a mail server of its own',
    `import { createTransport } from 'nodemailer'`,
    foreignWord,
  ),
]
