import { readLetter } from '#site/server/letter.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  // Letters hold links that open accounts.
  requireStaff({ locals }, 'admin', 'support')
  const { mail, ctx } = locals.house
  const entries = await mail.listOutbox(ctx.config.home)
  const letters = await Promise.all(
    entries.map(async ({ id, sentAt }) => {
      const source = await mail.readOutboxMail(ctx.config.home, id)
      if (!source) return []
      const { subject, to } = readLetter(source)
      return [{ id, sentAt, subject, to }]
    }),
  )
  return { letters: letters.flat() }
}
