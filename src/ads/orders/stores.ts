import { type Category, type Datum, type Store, job, mail, table, whileNeeded } from '#declaration'
import { owner } from './personal-data.ts'
import { troubleMail, writeTrouble } from './trouble-letter.ts'

const kept = whileNeeded(
  'six years after its end where both sides signed it, also where the organisation goes before; otherwise a year after the last thing that happened to it',
)

const ground = {
  owner,
  subject: 'organisation',
  purposes: ['business.provide', 'business.settle', 'law.prove'],
  basis: 'contract',
  audience: 'organisation',
  retention: kept,
  erase: 'delete-row',
} as const

const withOrder = {
  ...ground,
  path: { by: 'order_id', of: 'ads_orders' },
  limits: 'room',
  goesAlone: { stays: 'It goes with the order. What nobody has booked you give up by cancelling it.' },
} as const

const fact = (label: string, why: string): Datum => ({ category: 'organisation', identifies: 'no', label, why })
const number = fact('Number of the order', 'Says to which order it belongs.')
const version = fact('Version', 'To tell what was said later from what was said before.')
const sealed = (category: Category, label: string, why: string): Datum => ({
  ...{ category, identifies: 'alone', label, why, sealed: true, erase: 'until-day' },
})
const person = (label: string): Datum => ({
  ...{ category: 'user.account.id', identifies: 'combined', label, erase: 'set-null' },
  why: 'To ask whoever did it. Emptied when they leave.',
})

/** Insertion orders of advertisers. */
export const orderStores: readonly Store[] = [
  table({
    ...ground,
    name: 'ads_orders',
    path: { by: 'organisation_id' },
    // Its key goes with it, and names go before it.
    limits: 'room',
    goesAlone: { stays: 'What both sides signed binds both. What nobody has booked you give up by cancelling it.' },
    label: 'Insertion orders',
    columns: {
      id: fact('Number of the order', 'To name it.'),
      organisation_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the organisation',
        why: 'Says whose it is. It is emptied when the organisation is taken away.',
        erase: 'set-null',
      },
      version: fact('The newest version', 'Every change of what somebody has seen is a version of its own.'),
      binding_version: fact('The version that binds', 'It is the one that both sides signed, and that is delivered.'),
      paused_at: fact('When it was paused', 'Nothing is delivered while it is.'),
      paused_by: fact('Which side paused it', 'Whoever paused it goes on with it.'),
      cancelled_at: fact('When it was cancelled', 'The notice is counted from it.'),
      cancelled_by: fact('Which side cancelled it', 'To show who did.'),
      ends_at: fact('When it ends', 'It is counted from then how long it stays.'),
      created_at: fact('When it was begun', 'To show it in order.'),
      touched_at: fact('When something was last done to it', 'What nobody needs any more goes.'),
    },
  }),
  table({
    ...withOrder,
    name: 'ads_order_versions',
    label: 'What insertion orders say, version by version',
    columns: {
      order_id: number,
      version,
      phase: fact('How far it is', 'Nothing is delivered that is not approved and signed by both sides.'),
      title: fact('Name of the order', 'To tell one order from another.'),
      zone: fact('Time zone', 'Days and hours of the order are in it.'),
      currency: fact('Currency', 'Amounts are in it.'),
      purchase_order: fact('Number of the purchase order', 'Invoices name it, so that you find what they are for.'),
      terms_agreement_id: fact('Number of the terms', 'To show under which terms it was made.'),
      name: sealed('user.name', 'Name of whom we speak to', 'An order says with whom it is made.'),
      company: sealed('user.name', 'Company', 'An order says with whom it is made.'),
      street: sealed('user.contact.address', 'Street address', 'An order says with whom it is made.'),
      email: sealed('user.contact.email', 'E-mail address', 'An order says how to reach whom it is made with.'),
      telephone: sealed(
        'user.contact.telephone',
        'Telephone number',
        'An order says how to reach whom it is made with.',
      ),
      text: sealed('user.contact.address', 'The text, with these in it', 'It is what both sides sign.'),
      sha256: fact('Fingerprint of the text', 'To show that the text is the one that was read and signed.'),
      made_at: fact('When it was written', 'To show it in order.'),
      submitted_at: fact('When it was submitted', 'Whoever has waited longest is looked at first.'),
      approved_at: fact('When staff agreed to it', 'To show it in order.'),
      approved_sha256: fact('Fingerprint of what staff agreed to', 'To show that it was this text and no other.'),
      booked_at: fact('When both sides had signed', 'It binds from then.'),
      declined_because: fact('Why it was declined', 'To know what to change.'),
    },
  }),
  table({
    ...withOrder,
    name: 'ads_order_billing',
    label: 'What stands on invoices of insertion orders',
    purposes: ['business.settle'],
    audience: 'organisation.finance',
    columns: {
      order_id: number,
      version,
      legal_name: sealed('user.name', 'Name on invoices', 'An invoice names who owes it.'),
      billing_address: sealed('user.contact.address', 'Address on invoices', 'An invoice names where who owes it is.'),
      tax_number: sealed('user.financial', 'Number for VAT or of the business', 'Some invoices have to name it.'),
    },
  }),
  table({
    ...withOrder,
    name: 'ads_order_lines',
    label: 'Lines of insertion orders',
    columns: {
      id: fact('Number of the line', 'To name it, from version to version.'),
      order_id: number,
      version,
      position: fact('Place', 'To show lines in order.'),
      name: fact('Name', 'To tell one line from another.'),
      starts_on: fact('First day', 'It is shown from then.'),
      ends_on: fact('Last day', 'It is shown until then.'),
      starts_at: fact('Instant of the beginning', 'The same by the clocks of everybody.'),
      ends_at: fact('Instant of the end', 'The same by the clocks of everybody.'),
      price_model: fact('How it is priced', 'It is charged so.'),
      rate_micros: fact('Rate', 'It is charged by it.'),
      budget_micros: fact('Budget', 'No more is charged.'),
      quantity: fact('Quantity', 'No more is delivered.'),
      pacing: fact('How it is spread', 'It is delivered so.'),
      hours: fact('Hours of the week', 'It is shown in these.'),
      competes_in: fact('Sectors in which it competes', 'To keep competitors apart.'),
      separation: fact('Whether competitors may stand beside it', 'To keep competitors apart.'),
      page_view_max: fact('How often on a page view', 'It is not shown more often.'),
      stops_at: fact('When it stops because it was cancelled', 'Its notice is over then.'),
    },
  }),
  table({
    ...withOrder,
    name: 'ads_order_line_targets',
    label: 'Where lines of insertion orders are shown, and where not',
    columns: {
      order_id: number,
      line_id: fact('Number of the line', 'Says to which line it belongs.'),
      version,
      dimension: fact('What it is about', 'It is about pictures and pages, never about who looks at them.'),
      is_excluded: fact('Whether it is kept away from', 'To tell what is asked for from what is not wanted.'),
      any_of: fact('Values', 'It is shown where one of them is, or where none of them is.'),
    },
  }),
  table({
    ...withOrder,
    name: 'ads_order_signatures',
    goesAlone: { stays: 'A signature goes with what was signed.' },
    label: 'Signatures under insertion orders',
    columns: {
      order_id: number,
      version,
      side: fact('For which side', 'Both have to sign.'),
      name: sealed(
        'user.name',
        'Name of whoever signed',
        'A signature is that of somebody. It stays six years when they leave, and is then emptied.',
      ),
      title: {
        ...sealed('user.name', 'What they are in the company', 'To show by what they may sign.'),
        identifies: 'combined',
      },
      authority: fact('That they said they may sign', 'Nobody binds a company without it.'),
      signed_at: fact('When', 'To show since when the side is bound.'),
      sha256: fact('Fingerprint of what was signed', 'To show that it was this text and no other.'),
      name_until: fact('When the name is emptied', 'Whoever signed was erased; their name stays until then.'),
    },
  }),
  table({
    ...ground,
    name: 'ads_order_steps',
    path: { by: 'by_person_id' },
    goesAlone: { stays: 'It shows who acted for a company. Your number is taken out of it when you leave.' },
    label: 'Insertion orders on which you acted',
    subject: 'organisation-contact',
    purposes: ['business.provide', 'law.prove'],
    erase: 'keep',
    columns: {
      order_id: number,
      number: fact('Count of steps', 'To keep them in order, and to tell the second of two who change it at once.'),
      version,
      what: fact('What was done', 'To tell one step from another.'),
      side: fact('For which side', 'To show which one did it.'),
      by_person_id: person('Number of the account'),
      at: fact('When', 'To show it in order.'),
    },
  }),
  table({
    ...withOrder,
    name: 'ads_order_troubles',
    label: 'What is or was wrong with insertion orders',
    columns: {
      id: fact('Number of the trouble', 'To name it.'),
      order_id: number,
      reason: fact('What it is about', 'To see what goes wrong often.'),
      words: fact('What is wrong', 'To know what to do.'),
      stops_delivery: fact('Whether nothing is delivered until it is solved', 'It is held to that.'),
      channel: fact('By which way you were told', 'It is the one that you chose.'),
      reported_at: fact('When it was noticed', 'To show since when.'),
      due_at: fact('Until when you are to be told', 'So that you do not wait.'),
      told_at: fact('When you were told', 'So that you are told once.'),
      solved_at: fact('When it was solved', 'Until then it stays on top.'),
      solution: fact('How it was solved', 'To know it later.'),
    },
  }),
  job({
    ...ground,
    name: writeTrouble.name,
    label: 'Writing the letter about a trouble of an order',
    purposes: ['business.provide'],
    audience: 'nobody',
    retention: whileNeeded('the letter is sent'),
    fields: { troubleId: fact('Number of the trouble', 'Says about what.') },
  }),
  mail({
    ...ground,
    name: troubleMail,
    label: 'The letter about a trouble of an order',
    purposes: ['business.provide'],
    audience: 'organisation',
    why: 'You chose to be written to about your orders, and have to know what goes wrong with them.',
    category: 'user.contact.email',
    identifies: 'alone',
    retention: whileNeeded('the mail server has taken it'),
  }),
]
