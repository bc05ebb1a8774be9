import { type Socket, connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { OutsideProblem } from './outside-problem.ts'

/** Opens a connection to exactly this machine: an address in digits, so that no name is asked for again. */
export type Dial = (machine: string, port: number) => Socket

export const tcp: Dial = (machine, port) => connect({ host: machine, port })

interface Asked {
  readonly url: URL
  /** Judged addresses, of which the first that answers is taken. */
  readonly machines: readonly string[]
  readonly dial: Dial
  readonly signal: AbortSignal
  readonly authorities: readonly string[] | undefined
}

/** How long one machine may take to answer where another waits to be tried. */
const dialMs = 4000

/**
 * A connection to one of the judged machines, with TLS for https: the certificate is that of the name asked for.
 *
 * @throws OutsideProblem `no-answer`, `too-slow`
 */
export async function openConnection({ url, machines, dial, signal, authorities }: Asked): Promise<{
  readonly socket: Socket
  readonly machine: string
}> {
  const isSecure = url.protocol === 'https:'
  let failure: unknown
  for (const machine of machines) {
    const raw = dial(machine, isSecure ? 443 : 80)
    const socket = isSecure ? secured(raw, url.hostname, authorities) : raw
    try {
      await ready(
        socket,
        isSecure ? 'secureConnect' : 'connect',
        AbortSignal.any([signal, AbortSignal.timeout(dialMs)]),
      )
      return { socket, machine }
    } catch (error) {
      socket.destroy()
      raw.destroy()
      failure = error
    }
    if (signal.aborted) throw new OutsideProblem('too-slow', `${url.hostname} did not answer in time.`)
  }
  const code = (failure as { code?: unknown }).code
  const isCertificate = typeof code === 'string' && /CERT|ALTNAME|SELF_SIGNED|SSL/.test(code)
  throw new OutsideProblem(
    'no-answer',
    isCertificate
      ? `The certificate of ${url.hostname} is not valid for that name.`
      : `${url.hostname} does not answer on ${url.protocol}//.`,
  )
}

function secured(raw: Socket, host: string, authorities: readonly string[] | undefined): Socket {
  const isName = !host.startsWith('[') && !/^[\d.]+$/.test(host)
  return connectTls({
    socket: raw,
    // Where an address in digits is asked for, the certificate has to name that.
    host: host.replace(/^\[(.*)\]$/, '$1'),
    ...(isName ? { servername: host } : {}),
    ...(authorities ? { ca: [...authorities] } : {}),
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
  })
}

const ready = (socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const aborted = (): void => reject(signal.reason as Error)
    socket.once(event, () => {
      signal.removeEventListener('abort', aborted)
      resolve()
    })
    // Stays: a connection that breaks later is told to whoever reads the answer, and must not end the process.
    socket.on('error', reject)
    socket.once('close', () => reject(new Error('closed')))
    signal.addEventListener('abort', aborted, { once: true })
  })
