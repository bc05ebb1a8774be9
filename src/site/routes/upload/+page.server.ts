import { memberOf } from '#site/server/members-only.server.ts'
import { thumbOf } from '#site/server/tiles.server.ts'
import type { PageServerLoad } from './$types'

/** As many as the form without script can send at once. */
const outcomesMax = 20

export const load: PageServerLoad = async (event) => {
  const { house, actor } = event.locals
  const { status } = memberOf(event)
  const { searchParams } = event.url
  const ids = listed(searchParams.get('done'))
  // Where the form was sent without script, it comes back with what became of each file.
  const done = await Promise.all(ids.map((id) => house.images.getImage(house.ctx, actor, id).catch(() => null)))
  return {
    verified: status === 'active',
    region: house.consent.wordsFor(house.ctx, 'storage-region'),
    licences: house.licences.licences.map(({ code, name, summary, needsAttribution }) => ({
      code,
      name,
      summary,
      needsAttribution,
    })),
    licenceUnlessGiven: house.licences.licenceUnlessGiven,
    outcome: {
      done: done.filter((image) => image !== null).map(thumbOf),
      refused: listed(searchParams.get('refused')),
    },
  }
}

function listed(text: string | null): string[] {
  return (text ?? '').split(',').filter(Boolean).slice(0, outcomesMax)
}
