import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A mail server that takes every letter and keeps it. */
export interface MailCatcher {
  readonly port: number
  /** Every letter as it came, with long lines joined again. */
  readonly letters: string[]
  /** How often somebody connected. */
  readonly connections: () => number
  close(): Promise<void>
}

/** @param tls offers STARTTLS, with a certificate that nobody trusts */
export async function openMailCatcher({ tls = false }: { readonly tls?: boolean } = {}): Promise<MailCatcher> {
  const letters: string[] = []
  let connections = 0
  const server = new SMTPServer({
    authOptional: true,
    ...(tls ? {} : { disabledCommands: ['STARTTLS'] }),
    onConnect(_session, done) {
      connections++
      done()
    },
    onData(stream, _session, done) {
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
      stream.on('end', () => {
        letters.push(text.replaceAll('=\r\n', '').replaceAll('=3D', '='))
        done()
      })
    },
  })
  // A client that ends in the middle is its own affair.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    letters,
    connections: () => connections,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
