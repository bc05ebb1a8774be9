/**
 * Runs jobs, so many at a time, begun in their order; resolves with their results in that order. One that fails lets
 * those already begun end, and begins no other.
 */
export async function inLanes<Out>(lanes: number, jobs: readonly (() => Promise<Out>)[]): Promise<Out[]> {
  const results: Out[] = []
  let next = 0
  let failed = false
  const lane = async (): Promise<void> => {
    while (next < jobs.length && !failed) {
      const place = next++
      try {
        results[place] = await (jobs[place] as () => Promise<Out>)()
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane))
  const broken = ends.find((end) => end.status === 'rejected')
  if (broken) throw broken.reason
  return results
}
