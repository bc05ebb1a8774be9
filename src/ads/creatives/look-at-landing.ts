import { dayMs, hourMs, later } from '#platform/clock'
import type { Ctx, TxCtx } from '#platform/context'
import { OutsideProblem } from '#platform/outside'
import { type LandingProblem, landingProblem } from './landing.rules.ts'

/** What a page may weigh that somebody opens on the way: by far most are below 1 MB. */
const bytesMax = 5_000_000
/** Who waits longer for a page has gone. */
const totalMs = 15_000

export interface LandingLook {
  readonly problem: LandingProblem | null
  readonly hops: readonly { readonly address: string; readonly status: number }[]
}

/** Looks where a landing page leads. Nothing is thrown for what is wrong with it. */
export async function lookAtLanding({ outside }: Pick<Ctx, 'outside'>, address: string): Promise<LandingLook> {
  const namedHost = new URL(address).hostname
  try {
    const { status, chain } = await outside.fetch(address, {
      ...{ purpose: 'business.provide', totalMs, bytesMax },
      types: ['text/html', 'application/xhtml+xml'],
    })
    const hops = chain.map((hop) => ({ address: hop.address.slice(0, 2048), status: hop.status }))
    const endedAt = chain.at(-1)?.address ?? address
    return { problem: landingProblem({ status, endedAt }, namedHost), hops }
  } catch (error) {
    if (!(error instanceof OutsideProblem)) throw error
    return { problem: landingProblem({ failed: error.problem }, namedHost), hops: [] }
  }
}

/** Writes down what a look gave. @returns looks in a row that found something wrong */
export async function noteLanding(
  tx: TxCtx,
  versionId: string,
  { problem, hops }: LandingLook,
  failuresBefore: number,
): Promise<number> {
  const now = tx.clock.now()
  const failures = problem === null ? 0 : failuresBefore + 1
  await tx.db.deleteFrom('ads_creative_hops').where('version_id', '=', versionId).execute()
  if (hops.length > 0) {
    await tx.db
      .insertInto('ads_creative_hops')
      .values(hops.map((hop, at) => ({ version_id: versionId, position: at + 1, ...hop })))
      .execute()
  }
  await tx.db
    .updateTable('ads_creative_versions')
    .set({
      landing_seen_at: now,
      landing_problem: problem,
      landing_failures: failures,
      // What may have passed an hour later is looked at then.
      next_look_at: later(now, failures === 1 ? hourMs : dayMs),
    })
    .where('id', '=', versionId)
    .execute()
  return failures
}
