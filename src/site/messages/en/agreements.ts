import { number } from '#site/ui/format.ts'

type Kind = 'publisher' | 'advertiser' | 'network'
type State = 'offered' | 'signed' | 'in-force' | 'notice' | 'ended' | 'superseded'
type Side = 'them' | 'us'

const titles: Readonly<Record<Kind, string>> = {
  publisher: 'Web Publisher Service Agreement',
  advertiser: 'Advertiser terms',
  network: 'Advertising Network Service Agreement',
}

const states: Readonly<Record<State, string>> = {
  offered: 'Waits for your signature',
  signed: 'Signed by you, waits for ours',
  'in-force': 'In force',
  notice: 'In force until its end',
  ended: 'Ended',
  superseded: 'Replaced',
}

/** Agreements, as a company reads and signs them, and as staff does. */
export const agreements = {
  titles,
  states,
  version: (version: number) => `Version ${number(version)}`,
  versionInText: (version: number) => `version ${number(version)}`,
  changed: 'Changed terms',
  list: {
    title: 'Agreements',
    lead: 'What both sides have signed. Nothing is shown, ordered or paid before both have.',
    next: 'What is next',
    nexts: {
      none: 'There is no agreement yet. Say for whom it is to be made, and read it.',
      offered: 'An owner reads the agreement and signs it. Nothing runs before.',
      signed: 'It is our turn: we sign, or tell you why not. You need not do anything.',
      waiting: 'Both sides have signed. It holds from its day on.',
      'in-force': 'Nothing. The agreement is in force.',
      changed:
        'Changed terms wait for an owner. Until they are signed and their notice is over, what is in force stays.',
      notice: 'The agreement ends on its day. You can have a new one prepared, which begins then.',
      ended: 'No agreement is in force, so nothing runs. You can have a new one prepared.',
    },
    goes: {
      publisher: (day: string) =>
        `Your settings, your sites and your technical contact are deleted by ${day}, as the agreement says, unless a new one begins before. Its owners get a letter some days before.`,
      advertiser: (day: string) =>
        `Your creatives and your technical contact are deleted by ${day}, as the terms say, unless new ones begin before. Its owners get a letter some days before.`,
      network: (day: string) =>
        `Your creatives and your technical contact are deleted by ${day}, as the agreement says, unless a new one begins before. Its owners get a letter some days before.`,
    } satisfies Record<Kind, (day: string) => string>,
    gone: 'What was to be deleted after the end is deleted. What was signed stays, sealed.',
    all: 'All versions',
    columns: { what: 'Agreement', state: 'State', from: 'In force from', until: 'Last day' },
  },
  ask: {
    title: 'Have the agreement prepared',
    lead: 'These five stand in it as the other side. They are sealed, and used for the agreement and nothing else. We prepare it at once; you read it before you sign.',
    name: { label: 'Who speaks for the company', why: 'First and last name.' },
    company: { label: 'Company', why: 'Its name as it is registered.' },
    street: { label: 'Street address', why: 'With town and country, in one line.' },
    email: { label: 'E-mail address', why: 'Where notices under the agreement go.' },
    telephone: { label: 'Telephone', why: 'With the code of the country, as in +49 30 1234567.' },
    submit: 'Prepare it',
    onlyOwners: 'An owner has it prepared and signs it.',
  },
  one: {
    back: 'All agreements',
    asked: 'It is prepared. Read it; it holds once both sides have signed.',
    signed: 'You have signed. Now it is our turn.',
    noticed: 'Notice is given. What follows stands below.',
    download: 'Download as PDF',
    text: 'The agreement, word for word',
    hash: { label: 'Fingerprint of this text (SHA-256)', why: 'What you sign is this text and no other.' },
    earliest: 'Holds from, at the earliest',
    from: 'In force from',
    end: {
      title: 'How it ends',
      lastDay: 'Last day',
      payment: 'Last payment by',
      data: 'Data deleted by',
      gone: 'Data deleted on',
      noticeBy: { them: 'You gave notice', us: 'We gave notice' } satisfies Record<Side, string>,
    },
    signatures: {
      title: 'Signatures',
      them: 'For your side',
      us: 'For us',
      none: 'Not signed yet',
      gone: 'Name no longer kept',
    },
  },
  sign: {
    title: 'Sign',
    lead: 'Your name under exactly the text above. We note the time and the fingerprint.',
    name: { label: 'Your name', why: 'First and last name, as you sign.' },
    role: { label: 'What you are in the company', why: 'For example managing director.' },
    authority: 'I may bind the company.',
    submit: 'Sign the agreement',
    onlyOwners: 'Only an owner can sign.',
  },
  notice: {
    title: 'Give notice',
    lead: 'If you give notice today, this follows by the agreement itself. It cannot be taken back.',
    submit: 'Give notice',
  },
  desk: {
    title: 'Agreements',
    lead: 'What is not over. What they have signed and we have not comes first.',
    empty: 'There is no agreement yet. They appear here once an organisation has one prepared.',
    states: {
      offered: 'Waits for them',
      signed: 'Waits for our signature',
      'in-force': 'In force',
      notice: 'Under notice',
      ended: 'Ended',
      superseded: 'Replaced',
    } satisfies Record<State, string>,
    columns: { who: 'Organisation', what: 'Agreement', state: 'State', offered: 'Offered' },
    countersigned: 'Signed for us.',
    ended: 'It is ended.',
    sign: {
      title: 'Sign for us',
      lead: 'They have signed exactly this text. With your signature it is in force.',
      authority: 'I may bind whoever runs this site.',
      submit: 'Countersign',
    },
    end: {
      title: 'End it at once',
      lead: 'An offer is taken back. What is in force ends now, not after its notice; the last payment and the deletion follow from the agreement. It cannot be undone.',
      reason: { label: 'Why?', why: 'At least 10 characters. It goes into the log of acts.' },
      submit: 'End it now',
    },
    notice: { lead: 'If notice is given for us today, this follows by the agreement itself.' },
  },
} as const
