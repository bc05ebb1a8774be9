/*
 * Loaded into a process before its own code, by `--import`. Notes every host that it connects to or looks up, one a line,
 * in the file that VITRINE_TEST_OUTGOING names, and what it sends there, before it is enciphered, in the file that
 * VITRINE_TEST_SENT names. Sockets of the file system do not leave the machine and are not noted.
 */
import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

const file = process.env['VITRINE_TEST_OUTGOING']

function note(host: unknown): void {
  if (typeof host !== 'string' || host === '' || !file) return
  try {
    appendFileSync(file, `${host}\n`)
  } catch {
    // A jailed process may write nothing, and may not connect either.
  }
}

/** `connect(options)`, `connect(port, host)`, `connect(path)`, or all of that in one array, as `net.connect` gives it. */
function hostOf(args: readonly unknown[]): unknown {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args
  if (typeof first === 'object' && first !== null) {
    const { path, host, port } = first as { path?: unknown; host?: unknown; port?: unknown }
    return path == null && port != null ? (host ?? 'localhost') : undefined
  }
  if (typeof first === 'number' || (typeof first === 'string' && /^\d+$/.test(first))) {
    return typeof second === 'string' ? second : 'localhost'
  }
  return undefined
}

type AnyFunction = (...args: unknown[]) => unknown

/** Puts a note before a function of a module or prototype. */
function before(on: object, name: string, look: (args: readonly unknown[]) => unknown): void {
  const of = on as Record<string, AnyFunction>
  const real = of[name]
  if (!real) return
  of[name] = function (this: unknown, ...args: unknown[]) {
    note(look(args))
    return Reflect.apply(real, this, args)
  }
}

const sent = process.env['VITRINE_TEST_SENT']
/** Whom each socket speaks to; one in TLS speaks through another. */
const hosts = new WeakMap<object, string>()

function noteSent(socket: object, chunk: unknown): void {
  const host = hosts.get(socket) ?? hosts.get((socket as { _parent?: object })._parent ?? socket)
  if (host === undefined || !sent || (typeof chunk !== 'string' && !(chunk instanceof Uint8Array))) return
  try {
    appendFileSync(sent, `${JSON.stringify({ host, text: Buffer.from(chunk as string).toString('latin1') })}\n`)
  } catch {
    // As above.
  }
}

const socketOf = net.Socket.prototype as unknown as Record<string, AnyFunction>
for (const name of ['write', 'end']) {
  const real = socketOf[name]
  if (!real) continue
  socketOf[name] = function (this: object, ...args: unknown[]) {
    noteSent(this, args[0])
    return Reflect.apply(real, this, args)
  }
}
const connect = socketOf['connect']
if (connect) {
  socketOf['connect'] = function (this: object, ...args: unknown[]) {
    const host = hostOf(args)
    if (typeof host === 'string') hosts.set(this, host)
    note(host)
    return Reflect.apply(connect, this, args)
  }
}
before(dgram.Socket.prototype, 'send', (args) => args.findLast((one) => typeof one === 'string'))
for (const name of ['lookup', ...Object.keys(dns).filter((key) => /^resolve(?!r)/i.test(key))]) {
  // Nobody is asked for `localhost` (RFC 6761, 6.3) or for an address: a server looks both up to listen there.
  const asked = ([host]: readonly unknown[]): unknown =>
    typeof host === 'string' && host !== 'localhost' && net.isIP(host) === 0 ? host : undefined
  before(dns, name, asked)
  before(dns.promises, name, asked)
}
syncBuiltinESMExports()
