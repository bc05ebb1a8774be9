import { memberOf } from '#site/server/members-only.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { house } = event.locals
  const member = memberOf(event)
  const [held, consents, looked, heldBack] = await Promise.all([
    house.myData(member),
    house.consent.consentsOf(house.ctx, member.personId),
    house.staffAccess.lookedAt(house.ctx, member.personId, { limit: 3 }),
    house.holds.ownHolds(house.ctx, house.stores, member),
  ])
  return {
    ...held,
    looked,
    heldBack,
    /** How much was deleted a moment ago; null where nobody comes from there. */
    deleted: countIn(event.url.searchParams.get('deleted')),
    consents: consents.flatMap(({ what, title, history }) =>
      history.slice(0, 1).map(({ text, version, givenAt, withdrawnAt }) => ({
        ...{ what, title, text, version, givenAt, withdrawnAt },
      })),
    ),
  }
}

const countIn = (text: string | null): number | null => (text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null)
