import { statfs } from 'node:fs/promises'
import { watchQueue } from '#platform/jobs'
import { gauge } from '#platform/metrics'
import { countLate } from '#privacy/erasure'
import { overdue } from '#privacy/retention'
import type { OpenHouse } from './open-house.ts'
import { allStores } from './stores.ts'

const jailTasks = gauge('vitrine_jail_tasks', 'Work on the bytes of strangers, in child processes.', {
  urgency: ['usual', 'background'],
  state: ['running', 'waiting'],
})
const freeBytes = gauge('vitrine_storage_free_bytes', 'What is free where the data folder lies.')
const keyAge = gauge('vitrine_vault_key_age_seconds', 'Age of the newest and of the oldest master key.', {
  key: ['newest', 'oldest'],
})

const overdueRows = gauge('vitrine_retention_overdue_rows', 'Rows that are past their time by more than an hour.')
const lateErasures = gauge('vitrine_erasure_late_accounts', 'Erasures whose day came more than an hour ago.')

/** Has everything looked at, whenever figures are read, that no room can tell by itself. For a process that serves. */
export function watchHouse({ ctx, ring }: OpenHouse): void {
  const { metrics, clock, jail, config } = ctx
  metrics.watchProcess()
  watchQueue(ctx)
  metrics.watch(jailTasks, () =>
    (['usual', 'background'] as const).flatMap((urgency) => {
      const load = jail.load(urgency === 'background' ? urgency : undefined)
      return (['running', 'waiting'] as const).map((state) => ({ labels: { urgency, state }, value: load[state] }))
    }),
  )
  metrics.watch(freeBytes, async () => {
    const { bavail, bsize } = await statfs(config.home)
    return [{ labels: {}, value: bavail * bsize }]
  })
  metrics.watch(overdueRows, async () => [
    { labels: {}, value: (await overdue(ctx, allStores)).reduce((sum, { rows }) => sum + rows, 0) },
  ])
  metrics.watch(lateErasures, async () => [{ labels: {}, value: await countLate(ctx) }])
  metrics.watch(keyAge, () => {
    const masters = ring.masters()
    const ageOf = (at: Date | undefined): number => (clock.now().getTime() - (at ?? clock.now()).getTime()) / 1000
    return [
      { labels: { key: 'newest' }, value: ageOf(masters.at(-1)?.firstUsedAt) },
      { labels: { key: 'oldest' }, value: ageOf(masters[0]?.firstUsedAt) },
    ]
  })
}
