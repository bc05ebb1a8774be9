import { Resolver as DnsResolver } from 'node:dns/promises'

/** How names become addresses and texts. Tests bring their own. */
export interface Resolver {
  /** Every address of a name, of both kinds; none where there is no such name. @throws where nobody could be asked */
  addresses(name: string, signal: AbortSignal): Promise<readonly string[]>
  /** Every text under a name, its parts joined; none where there is no such name. @throws where nobody could be asked */
  texts(name: string, signal: AbortSignal): Promise<readonly string[]>
}

/** Answers of the DNS that say: there is nothing of that kind. Everything else is no answer. */
const nothing = new Set(['ENOTFOUND', 'ENODATA'])

/** Asks the DNS itself, never the table of hosts or the search list of this machine. */
export const systemResolver: Resolver = Object.freeze({
  addresses: (name: string, signal: AbortSignal) =>
    asking(signal, async (dns) => {
      const [v4, v6] = await Promise.all([orNone(dns.resolve4(name)), orNone(dns.resolve6(name))])
      return [...v4, ...v6]
    }),
  texts: (name: string, signal: AbortSignal) =>
    asking(signal, async (dns) => (await orNone(dns.resolveTxt(name))).map((parts) => parts.join(''))),
})

async function asking<T>(signal: AbortSignal, ask: (dns: DnsResolver) => Promise<T>): Promise<T> {
  const dns = new DnsResolver({ timeout: 3000, tries: 2 })
  const cancel = (): void => dns.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    signal.throwIfAborted()
    return await ask(dns)
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

const orNone = <T>(asked: Promise<readonly T[]>): Promise<readonly T[]> =>
  asked.catch((error: { readonly code?: unknown }) => {
    if (typeof error.code === 'string' && nothing.has(error.code)) return []
    throw error
  })
