import type { Clock } from '#platform/clock'
import type { Log } from '#platform/log'
import { type Metrics, gauge } from '#platform/metrics'
import { type Certificate, type CertificateConfig, readCertificate } from './read-certificate.ts'

export interface FollowOptions {
  readonly config: CertificateConfig
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  /** The one in use. */
  readonly current: Certificate
  /** Called with a good new one. */
  readonly use: (next: Certificate) => void
  /** How often the files are read. Default 5 s: both together are a few kilobytes. */
  readonly everyMs?: number
}

const remaining = gauge('vitrine_certificate_remaining_seconds', 'Until the certificate in use runs out.')

/**
 * Uses a renewed certificate as soon as both files fit; a broken one is told to the operator and not used.
 *
 * The files are read and compared by their bytes rather than watched: so it is the same for a file that is written over,
 * for the links that certbot turns, for mounted secrets and for folders over the network. A pair of which only one half
 * has been written yet is told only when it is found broken twice.
 */
export function followCertificate({ config, clock, log, metrics, current, use, everyMs = 5_000 }: FollowOptions): {
  stop(): void
} {
  let used = current
  metrics.watch(remaining, () => [{ labels: {}, value: (used.endsAt.getTime() - clock.now().getTime()) / 1000 }])
  let broken: string | undefined
  let told: string | undefined

  const look = async (): Promise<void> => {
    try {
      const next = await readCertificate(config, clock.now())
      broken = told = undefined
      if (next.cert.equals(used.cert) && next.key.equals(used.key)) return
      use(next)
      used = next
      log.info('a new certificate is in use')
    } catch (error) {
      const why = String(error)
      if (broken === why && told !== why) {
        told = why
        log.error('the certificate on disk cannot be used; the one that was read before stays in use', { error })
      }
      broken = why
    }
  }

  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    void look().finally(() => (busy = false))
  }, everyMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
