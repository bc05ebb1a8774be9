import { type Datum, type Store, job, mail, schedule, table, whileNeeded } from '#declaration'
import { carryOutEnd, carryOutEndsAt } from './carry-out-end.ts'
import { dataEndMail, writeDataEnd } from './data-end-letter.ts'
import { owner } from './personal-data.ts'

const sixYears = whileNeeded(
  'six years after the agreement has ended, also where the organisation goes before; what never came into force, 90 days after something took its place',
)

/** Read by whoever owns the organisation or sees to its money, and by those who bill; used for nothing but the agreement. */
const ground = {
  owner,
  subject: 'organisation',
  purposes: ['business.provide', 'business.settle', 'law.prove'],
  basis: 'contract',
  audience: 'organisation.finance',
  retention: sixYears,
  erase: 'delete-row',
} as const

const fact = (label: string, why: string): Datum => ({ category: 'organisation', identifies: 'no', label, why })
const work = { ...ground, audience: 'nobody', retention: whileNeeded('the work is done') } as const
const ofOrganisation: Datum = {
  category: 'user.account.id',
  identifies: 'combined',
  label: 'Number of the organisation',
  why: 'Says whose agreement has ended.',
}
const number = fact('Number of the agreement', 'To name it.')
const parameter = (label: string): Datum => fact(label, 'It is a part of what was agreed, and computed with.')

export const agreementStores: readonly Store[] = [
  table({
    ...ground,
    name: 'ads_agreements',
    path: { by: 'organisation_id' },
    // Its key goes with it, and names go before it.
    limits: 'room',
    goesAlone: {
      stays: 'What both sides signed binds both. You end it by notice; six years after its end it goes by itself.',
    },
    label: 'Agreements',
    columns: {
      id: number,
      organisation_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the organisation',
        why: 'Says whose it is. It is emptied when the organisation is taken away.',
        erase: 'set-null',
      },
      kind: fact('Kind', 'A publisher, an advertiser and a network agree to different things.'),
      version: fact('Version', 'To tell what was offered later from what was offered before.'),
      text_version: fact('Version of the published text', 'To show from what it was composed.'),
      currency: parameter('Currency'),
      payment_days: parameter('Days until a payment'),
      notice_days: parameter('Days of notice'),
      change_days: parameter('Days before changed terms hold'),
      final_payment_days: parameter('Days until the last payment'),
      data_days: parameter('Days until data go after the end'),
      governing_law: parameter('Which law applies'),
      share_bps: parameter('Share or fee'),
      minimum_payout_micros: parameter('Least amount that is paid out'),
      guaranteed_days: parameter('Days to cancel what was promised by number'),
      flat_days: parameter('Days to cancel what has a fixed price'),
      other_days: parameter('Days to cancel anything else'),
      text: {
        category: 'user.contact.address',
        identifies: 'alone',
        label: 'The text, with the name, company, street address, e-mail address and telephone number in it',
        why: 'It is what both sides sign. An agreement has to say with whom it is made.',
        sealed: true,
        erase: 'until-day',
      },
      sha256: fact('Fingerprint of the text', 'To show that the text is the one that was read and signed.'),
      state: fact('State', 'Nothing is served or paid under one that is not in force.'),
      offered_at: fact('When it was offered', 'The days before changed terms hold are counted from it.'),
      earliest_at: fact('From when it can hold', 'Changed terms hold after their notice only.'),
      in_force_at: fact('From when it holds', 'Nothing happens under it before.'),
      notice_by: fact('Which side gave notice', 'To show who ended it.'),
      notice_at: fact('When notice was given', 'The end is counted from it.'),
      ends_at: fact('When it ends', 'Serving stops then, and the last payment and the deletion are counted from it.'),
      data_told_at: fact('When you were told of the deletion', 'To tell you in time, and once.'),
      data_gone_at: fact('When data were deleted after the end', 'To do it once, and to show that it was done.'),
      kept_until: fact('Until when it stays although the organisation is gone', 'Then it goes, with its key.'),
    },
  }),
  table({
    ...ground,
    name: 'ads_signatures',
    path: { by: 'agreement_id', of: 'ads_agreements' },
    limits: 'room',
    goesAlone: { stays: 'A signature goes with what was signed.' },
    label: 'Signatures under agreements',
    columns: {
      agreement_id: number,
      side: fact('For which side', 'Both have to sign.'),
      name: {
        category: 'user.name',
        identifies: 'alone',
        label: 'Name of whoever signed',
        why: 'A signature is that of somebody. It stays six years when they leave, and is then emptied.',
        sealed: true,
        erase: 'until-day',
      },
      title: {
        category: 'user.name',
        identifies: 'combined',
        label: 'What they are in the company',
        why: 'To show by what they may sign.',
        sealed: true,
        erase: 'until-day',
      },
      authority: fact('That they said they may sign', 'Nobody binds a company without it.'),
      signed_at: fact('When', 'To show since when the side is bound.'),
      sha256: fact('Fingerprint of what was signed', 'To show that it was this text and no other.'),
      name_until: fact('When the name is emptied', 'Whoever signed was erased; their name stays until then.'),
    },
  }),
  table({
    ...ground,
    name: 'ads_agreement_steps',
    path: { by: 'by_person_id' },
    goesAlone: { stays: 'It shows who acted for a company. Your number is taken out of it when you leave.' },
    label: 'Agreements that you offered, signed or ended',
    subject: 'organisation-contact',
    purposes: ['business.provide', 'law.prove'],
    columns: {
      agreement_id: number,
      what: fact('What was done', 'To tell one step from another.'),
      by_person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'To ask whoever did it. Emptied when they leave.',
        erase: 'set-null',
      },
      at: fact('When', 'To show it in order.'),
    },
    erase: 'keep',
  }),
  job({
    ...work,
    name: carryOutEnd.name,
    label: 'Deleting what goes after the end of an agreement',
    fields: { organisationId: ofOrganisation },
  }),
  job({
    ...work,
    name: writeDataEnd.name,
    label: 'Writing the letter about the deletion after the end of an agreement',
    fields: {
      organisationId: ofOrganisation,
      personId: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says to whom to write.',
      },
    },
  }),
  mail({
    ...ground,
    name: dataEndMail,
    label: 'The letter before data are deleted after the end of an agreement',
    why: 'Whoever owns the organisation should know the day, to keep copies or to sign anew.',
    category: 'user.contact.email',
    identifies: 'alone',
    audience: 'organisation',
    retention: whileNeeded('the mail server has taken it'),
  }),
  schedule({
    owner,
    name: carryOutEndsAt.name,
    label: 'Looks for agreements whose data are to go',
    category: 'system.operations',
    identifies: 'no',
    subject: 'none',
    purposes: ['business.provide'],
    basis: 'none',
    audience: 'nobody',
    why: 'Four times a day, so that they are gone within the day that the agreement names.',
    retention: whileNeeded('it comes round again'),
    erase: 'keep',
  }),
]
