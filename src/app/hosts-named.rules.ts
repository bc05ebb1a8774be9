import type { Config } from '#platform/config'

/**
 * Pure: the host that each setting names, by the name of the setting. Undefined where the setting is not used, or leads
 * to a socket of this machine: `postgres://user@/name?host=/run/postgresql`.
 */
export const hostsNamed = ({
  smtpUrl,
  databaseUrl,
}: Pick<Config, 'smtpUrl' | 'databaseUrl'>): Readonly<Record<string, string | undefined>> => ({
  SMTP_URL: smtpUrl === undefined ? undefined : new URL(smtpUrl).hostname,
  DATABASE_URL: databaseUrl === undefined ? undefined : hostOfDatabase(databaseUrl),
})

/** The form with a socket is none that `URL` reads. */
function hostOfDatabase(url: string): string | undefined {
  const given = /[?&]host=([^&]+)/.exec(url)?.[1]
  const host =
    given === undefined ? /^\w+:\/\/(?:[^@/?]*@)?(\[[^\]]+\]|[^:/?,]*)/.exec(url)?.[1] : decodeURIComponent(given)
  return host === undefined || host === '' || host.startsWith('/') ? undefined : host
}
