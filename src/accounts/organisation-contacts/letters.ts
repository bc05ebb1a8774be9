import { composeLetter } from '#accounts/letters'
import { readOrganisation } from '#accounts/organisations'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Handler, handle } from '#platform/jobs'
import { type ContactKind, findContact } from './contact.ts'
import { contactToken } from './contact-link.ts'
import { writeContactTold } from './contact-told.ts'

export const contactToldMail = 'accounts.contact-told'

const aboutWhat: Readonly<Record<ContactKind, string>> = {
  technical: 'its sites and tags',
  orders: 'its orders',
  finance: 'its invoices and payments',
}

/** One letter: whoever was told is not told again. One that breaks off before it is noted may come twice. */
async function writeContactToldLetter(ctx: Ctx, contactId: Id<'contact'>): Promise<void> {
  const contact = await findContact(ctx, { contactId })
  if (!contact || contact.toldAt !== null) return
  const { name } = await readOrganisation(ctx, contact.organisationId)
  const held = ['your name', 'this address', ...(contact.telephone === null ? [] : ['a telephone number'])]
  await ctx.post.send({
    kind: contactToldMail,
    to: contact.email,
    subject: `You were named as a contact of ${name.replaceAll(/\s+/g, ' ')}`,
    text: composeLetter(ctx.config, {
      username: contact.name,
      about: 'what we hold on you for them',
      paragraphs: [
        `${name} named you as whom to speak to about ${aboutWhat[contact.kind]}. For that we hold ${held.join(', ')}, and whether you are to be written to or called. All of it is sealed under a key of your own, used for what was agreed with ${name} and for nothing else, and kept as long as you are named there.`,
        'On this page you see it, correct it, name somebody else in your place, or erase it at once, without an account and without asking anybody:',
        new URL(`/contact/${contactToken(ctx, contactId)}`, ctx.config.origin).href,
        'The link works as long as something is held. Keep this letter, and do not pass the link on.',
      ],
      because: `${name} gave us your address, and you should know`,
    }),
  })
  await ctx.db
    .updateTable('accounts_organisation_contacts')
    .where('id', '=', contactId)
    .set({ told_at: ctx.clock.now() })
    .execute()
}

export const contactHandlers: readonly Handler[] = [
  handle(writeContactTold, (ctx, { contactId }) => writeContactToldLetter(ctx, contactId), {
    mails: [contactToldMail],
  }),
]
