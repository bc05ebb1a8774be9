import { stat } from 'node:fs/promises'
import { dayMs, later } from '#platform/clock'
import { countPersonKeys, masterKeyLifeDays, masterKeyTurnDays } from '#platform/vault'
import type { Finding } from './inspect-house.ts'
import type { OpenHouse } from './open-house.ts'

const day = (at: Date): string => at.toISOString().slice(0, 10)
/** A turn comes once a day, and at each start. */
const patienceMs = dayMs

/** Each master key: how old it is, what hangs on it, and when it goes. And whether the file that holds them is the right one. */
export async function inspectKeys({ ctx, ring }: Pick<OpenHouse, 'ctx' | 'ring'>): Promise<Finding> {
  const { keysApart, keysFile } = ctx.config
  const now = ctx.clock.now()
  const masters = ring.masters()
  const { byMaster, withoutMaster } = await countPersonKeys(ctx.db, ring)
  const broken: string[] = []
  const cares: string[] = []

  if (withoutMaster > 0) {
    broken.push(
      `The keys of ${withoutMaster === 1 ? 'one person' : `${withoutMaster} people`} are locked by master keys that this file lacks. Put the newest copy of the key file into place before anything else.`,
    )
  }
  const lines = masters.map((one) => {
    const ageDays = Math.floor((now.getTime() - one.firstUsedAt.getTime()) / dayMs)
    const endsAt = later(one.firstUsedAt, masterKeyLifeDays * dayMs)
    if (later(endsAt, patienceMs) <= now) {
      broken.push(
        `Master key ${one.id} should have been destroyed on ${day(endsAt)}. Start Vitrine with the worker role; it turns the keys.`,
      )
    }
    if (one.firstUsedAt > later(now, dayMs)) {
      cares.push(
        `Master key ${one.id} is from ${day(one.firstUsedAt)}, which has not come: look at the clock of this machine.`,
      )
    }
    const people = byMaster.get(one.id) ?? 0
    return `  ${one.id}: ${ageDays} days old, ${people} ${people === 1 ? 'person' : 'people'}, is destroyed after ${day(endsAt)}`
  })
  const newest = masters.at(-1)
  if (newest && later(newest.firstUsedAt, masterKeyTurnDays * dayMs + patienceMs) <= now) {
    cares.push('The keys were not turned this week. Start Vitrine with the worker role.')
  }
  const { mode } = await stat(keysFile)
  if ((mode & 0o077) !== 0) cares.push(`Others on this machine can read ${keysFile}: chmod 600 it.`)
  if (!keysApart) cares.push('The file lies beside the data. Set VITRINE_KEYS to a file elsewhere.')

  const state = broken.length > 0 ? 'unwell' : cares.length > 0 ? 'care' : 'well'
  const words = [`${masters.length} master keys in ${keysFile}:`, ...lines, ...broken, ...cares]
  if (state === 'well')
    words.push('Have a copy of that file, or a recovery kit, in a safe place, and renew it every week.')
  return { name: 'keys', state, words: words.join('\n') }
}
