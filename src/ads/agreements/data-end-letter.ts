import * as z from 'zod'
import { composeLetter } from '#accounts/letters'
import { recipientOf } from '#accounts/members'
import { readOrganisation, showOrganisationId } from '#accounts/organisations'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { defineJob } from '#platform/jobs'
import type { AgreementKind } from './agreement.ts'
import { lastDayOf, lastEndOf } from './agreement.rules.ts'
import { readRows } from './agreement-row.ts'

/** Tells an owner that data go after the end of the agreement. */
export const writeDataEnd = defineJob(
  'ads.write-data-end',
  z.strictObject({ organisationId: z.uuid(), personId: z.uuid() }),
)

export const dataEndMail = 'ads.data-end'

const whatGoes: Readonly<Record<AgreementKind, string>> = {
  publisher: 'your settings, your sites and the technical data of your account',
  advertiser: 'your creatives and the technical data of your account',
  network: 'your creatives and the technical data of your account',
}

/** The handler of `writeDataEnd`. Where the end is off meanwhile, nobody is written to. */
export async function sendDataEnd(
  ctx: Ctx,
  { organisationId, personId }: { readonly organisationId: string; readonly personId: string },
): Promise<void> {
  const end = lastEndOf(await readRows(ctx, { organisationId }))
  const recipient = end && (await recipientOf(ctx, personId as Id<'person'>))
  if (!end?.row.endsAt || !recipient) return
  const organisation = await readOrganisation(ctx, organisationId as Id<'organisation'>)
  const page = `/console/${showOrganisationId(organisation)}/agreements`
  await ctx.post.send({
    kind: dataEndMail,
    to: recipient.to,
    subject: `What is deleted after the agreement with ${organisation.name}`,
    text: composeLetter(ctx.config, {
      username: recipient.username,
      about: 'this agreement',
      paragraphs: [
        `The last day of the agreement with ${organisation.name} is ${lastDayOf(end.row.endsAt)}. As it says, ${whatGoes[end.row.kind]} are deleted by ${end.goneBy}. That cannot be undone.`,
        'The agreement, what was ordered under it and the records of what was paid stay, sealed, as long as the law or a claim asks for them.',
        'If you go on with a new agreement before that day, nothing is deleted. You find it here:',
        new URL(page, ctx.config.origin).href,
      ],
      because: `you own the account of ${organisation.name}`,
    }),
  })
}
