import * as z from 'zod'
import type { Actor } from '#accounts/members'
import { requireOpen, requireRoleIn } from '#accounts/organisations'
import type { Chance } from '#platform/chance'
import { type Ctx, inTransaction } from '#platform/context'
import { type Id, newId, showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { readHost } from './host.rules.ts'

/** A host as somebody types or copies it; it comes out as the DNS writes it. */
export const SiteHost = z
  .string({ error: 'Give the name of the host.' })
  .max(300)
  .transform((text, ctx) => {
    const read = readHost(text)
    if ('host' in read) return read.host
    ctx.addIssue({ code: 'custom', message: read.why })
    return z.NEVER
  })

export const AddSiteInput = z.strictObject({ host: SiteHost })
export type AddSiteInput = z.output<typeof AddSiteInput>

/** How many sites an organisation may have that it has not given up. Each is looked at every day. */
export const sitesMax = 200

/**
 * Adds a site of a publisher. It is unproven: it shows ads once it shows whose it is and staff have looked at it. Another
 * organisation may have the same host; whose it is, the proof says.
 *
 * @throws Refusal `sites-of-publishers`, `site-already-there`, `too-many-sites`, `organisation-closing`, and those of
 *   `requireRoleIn`
 */
export async function addSite(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { host }: AddSiteInput,
): Promise<{ readonly id: string }> {
  const id = await inTransaction(ctx, async (tx) => {
    const { organisation } = await requireRoleIn(tx, actor, organisationId, 'technical')
    requireOpen(organisation)
    if (organisation.kind !== 'publisher') {
      throw new Refusal('conflict', 'sites-of-publishers', 'Only a publisher has sites. Make one for your pages first.')
    }
    const { count } = await tx.db
      .selectFrom('ads_sites')
      .where('organisation_id', '=', organisationId)
      .where('state', '<>', 'retired')
      .select((select) => select.fn.countAll<bigint>().as('count'))
      .executeTakeFirstOrThrow()
    if (Number(count) >= sitesMax) {
      throw new Refusal('conflict', 'too-many-sites', 'You have 200 sites, which is the most. Give one up first.')
    }
    const added = await tx.db
      .insertInto('ads_sites')
      .values({
        id: newId<'site'>(tx),
        organisation_id: organisationId,
        host,
        state: 'unproven',
        code: newCode(tx.chance),
        review: 'unreviewed',
        child_directed: false,
        safety_notes: '',
        added_at: tx.clock.now(),
      })
      .onConflict((conflict) =>
        conflict.columns(['organisation_id', 'host']).where('state', '<>', 'retired').doNothing(),
      )
      .returning('id')
      .executeTakeFirst()
    if (!added) throw new Refusal('conflict', 'site-already-there', 'You have this site already.')
    return added.id as Id<'site'>
  })
  return { id: showId('site', id) }
}

const letters = 'abcdefghijklmnopqrstuvwxyz234567'

/** 26 letters of 5 bits: 130 bits, which nobody guesses. */
const newCode = (chance: Chance): string => [...chance.bytes(26)].map((byte) => letters[byte % 32]).join('')
