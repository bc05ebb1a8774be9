import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type Certificate, followCertificate } from '#platform/certificate'
import type { Ctx } from '#platform/context'
import { type HttpServer, openRedirect } from '#platform/http'
import { say } from './with-house.ts'

export interface Listening {
  readonly port: number
  /** No longer follows the certificate and sends nobody on. The server itself is closed by whoever has it. */
  stop(): void
}

/**
 * Begins to listen: on PORT, and where it is set on HTTP_PORT; with a certificate, renewed ones are used as they come.
 *
 * @throws Error that names the setting, where a port is taken or may not be used
 */
export async function listen(server: HttpServer, ctx: Ctx, certificate: Certificate | undefined): Promise<Listening> {
  const { config, clock, log, metrics } = ctx
  const { tls, origin, httpPort } = config
  const port = await orTaken('PORT', config.port, server.open({ port: config.port, host: config.bind }))
  const follow =
    tls && certificate
      ? followCertificate({
          config: { ...config, tls },
          clock,
          log,
          metrics,
          current: certificate,
          use: (next) => server.renew(next),
        })
      : null
  const redirect = openRedirect(origin)
  if (httpPort !== undefined) {
    redirect.listen({ port: httpPort, host: config.bind })
    await orTaken('HTTP_PORT', httpPort, once(redirect, 'listening'))
    say(`plain requests to port ${(redirect.address() as AddressInfo).port} are sent on to ${origin.origin}`)
  }
  return {
    port,
    stop() {
      follow?.stop()
      redirect.close()
    },
  }
}

async function orTaken<Out>(name: string, port: number, listening: Promise<Out>): Promise<Out> {
  return listening.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EACCES') {
      throw new Error(`Port ${port} may not be used by this user. Set ${name} to one above 1023.`, { cause: error })
    }
    if (error.code !== 'EADDRINUSE') throw error
    throw new Error(`Port ${port} is taken. Stop what uses it, or set ${name} to another.`, { cause: error })
  })
}
