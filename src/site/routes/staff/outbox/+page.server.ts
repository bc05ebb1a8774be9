import { requireOutboxReader } from '#site/server/outbox.server.ts'
import { readLetter } from '#site/server/letter.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  requireOutboxReader(locals)
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
