import * as z from 'zod'
import { composeLetter, dayInWords } from '#accounts/letters'
import { recipientOf } from '#accounts/members'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { defineJob } from '#platform/jobs'

export const writeExportReady = defineJob(
  'privacy.write-export-ready',
  z.strictObject({ exportId: z.uuid().transform((id) => id as Id<'export'>) }),
)

export const exportReadyMail = 'privacy.export-ready'

/** Tells whoever waited long. Says nothing where the export is gone by now. */
export async function writeExportReadyLetter(ctx: Ctx, { exportId }: { readonly exportId: string }): Promise<void> {
  const row = await ctx.db
    .selectFrom('privacy_exports')
    .where('id', '=', exportId)
    .where('status', '=', 'ready')
    .select(['person_id', 'expires_at'])
    .executeTakeFirst()
  const recipient = row && (await recipientOf(ctx, row.person_id as Id<'person'>))
  if (!recipient) return
  const { to, username } = recipient
  await ctx.post.send({
    kind: exportReadyMail,
    to,
    subject: 'Your data is ready to download',
    text: composeLetter(ctx.config, {
      username,
      paragraphs: [
        `The copy of everything we hold on you is ready. You can download it here, signed in, until ${dayInWords(row.expires_at)}:`,
        new URL('/privacy/my-data/export', ctx.config.origin).href,
        'It lies here sealed under a key of your own. When you have downloaded it, it is removed within two hours, and after 7 days in any case. You can always make a new one.',
        'If you did not ask for it, change your password: somebody is signed in as you.',
      ],
      because: 'somebody signed in as you asked for a copy of your data, and it took longer than a minute',
    }),
  })
}
