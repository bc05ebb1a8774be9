import type { ServerResponse } from 'node:http'
import { type Metrics, counter, durationBuckets, gauge, histogram, nameInCode } from '#platform/metrics'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
const statusClasses = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const

const duration = histogram(
  'vitrine_http_request_duration_seconds',
  'From the head of a request to the end of its answer.',
  durationBuckets,
  { route: nameInCode, method: methods, status: statusClasses },
)
const inFlight = gauge('vitrine_http_in_flight_requests', 'Requests that are being answered.')
const refusals = counter('vitrine_http_refusals_total', 'Refusals that were answered, by code.', {
  code: nameInCode,
})

/** Keeps count of the requests of one server. */
export function watchRequests(metrics: Metrics): {
  began(response: ServerResponse): void
  answered(answer: {
    readonly route: string
    readonly method: string
    readonly status: number
    /** Of a refusal. */
    readonly code: string | undefined
    readonly seconds: number
  }): void
} {
  let open = 0
  metrics.watch(inFlight, () => [{ labels: {}, value: open }])
  return {
    began(response) {
      open++
      response.once('close', () => open--)
    },
    answered({ route, method, status, code, seconds }) {
      if (code !== undefined) metrics.count(refusals, { code })
      metrics.observe(
        duration,
        {
          route,
          method: method as (typeof methods)[number],
          status: `${Math.floor(status / 100)}xx` as (typeof statusClasses)[number],
        },
        seconds,
      )
    },
  }
}
