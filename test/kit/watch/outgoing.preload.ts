/*
 * Loaded into a process before its own code, by `--import`. Notes every host that it connects to or looks up, one a line,
 * in the file that VITRINE_TEST_OUTGOING names. Sockets of the file system do not leave the machine and are not noted.
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

before(net.Socket.prototype, 'connect', hostOf)
before(dgram.Socket.prototype, 'send', (args) => args.findLast((one) => typeof one === 'string'))
for (const name of ['lookup', ...Object.keys(dns).filter((key) => /^resolve(?!r)/i.test(key))]) {
  // Nobody is asked for `localhost` (RFC 6761, 6.3) or for an address: a server looks both up to listen there.
  const asked = ([host]: readonly unknown[]): unknown =>
    typeof host === 'string' && host !== 'localhost' && net.isIP(host) === 0 ? host : undefined
  before(dns, name, asked)
  before(dns.promises, name, asked)
}
syncBuiltinESMExports()
