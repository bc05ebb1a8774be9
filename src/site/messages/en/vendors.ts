import type { VendorCounts } from '#privacy/vendors'

const agreements = {
  own: 'run by ourselves',
  dpa: 'agreement about processing',
  scc: 'agreement with standard contractual clauses',
  adequacy: 'agreement; the law of the country was found adequate',
} as const

export const vendors = {
  agreements,
  public: {
    title: 'Who else gets data',
    lead: 'Every company that gets data of people from this site, what for and under which agreement. Without a valid entry here its connection stays shut.',
    nobody: 'Nobody. No other company gets data from this site.',
    columns: { name: 'Company', data: 'What it gets', why: 'Why', region: 'Country', agreement: 'Agreement' },
    signed: (day: string) => `signed ${day}`,
    shut: 'Not valid now, so nothing is sent.',
    ways: {
      title: 'Where this site connects to',
      none: 'To no other machine.',
      states: {
        own: 'a machine of whoever runs this site',
        company: (name: string) => name,
        shut: 'shut: no entry is valid for it now',
        open: 'a machine elsewhere; whoever runs this site has not entered a company for it',
      },
    },
    sold: ({ entries, otherPurposes }: VendorCounts) =>
      `Companies that are or were entered here: ${entries}. Of them for selling, leasing, renting or trading data, or for anything else that is not on our list of purposes: ${otherPurposes}. The list has no word for any of these, an entry takes only words of the list, and the program connects for nothing else.`,
  },
  staff: {
    title: 'Companies that get data',
    lead: 'A connection to another machine opens only while an entry here is valid. Everybody can read the active ones, without their contacts.',
    seen: 'As everybody sees it',
    add: 'Add a company',
    empty: 'No company is entered. Add one before anything of a person goes to a machine that is not your own.',
    columns: { name: 'Company', state: 'State', region: 'Country', agreement: 'Agreement', due: 'Good until' },
    states: { draft: 'draft', active: 'active', ended: 'ended' },
    due: 'due soon',
    invalid: 'not valid: nothing is sent',
    back: 'All companies',
    saved: 'Saved.',
    activated: 'Active. What waited for it leaves within a minute.',
    ended: 'Ended. Nothing is sent there from now on.',
    shutWays: 'Nothing leaves by these ways, and letters wait:',
    wayOut: (setting: string, host: string) => `${setting}, to ${host}`,
  },
  banner: 'Letters wait: nobody is entered who may run the mail server.',
  bannerLink: 'Enter the company',
  form: {
    newTitle: 'Add a company',
    save: 'Save',
    add: 'Add as a draft',
    changed: 'The company',
    name: { label: 'Name' },
    does: { label: 'What it does for this site', why: 'One sentence. Everybody reads it.' },
    categories: { label: 'What it gets', why: 'A connection carries these kinds of data and no others.' },
    purposes: { label: 'What it may use them for', why: 'Selling, leasing, renting and trading are not among them.' },
    region: {
      label: 'Country in which it works on the data',
      why: (home: string) => `This site stores data in: ${home}. Another country takes standard contractual clauses.`,
    },
    hosts: {
      label: 'Hosts that we connect to',
      why: 'Names as in the setting, for example smtp.example.com, separated by spaces. Empty where we do not connect.',
    },
    agreement: { label: 'What was agreed' },
    fileHash: {
      label: 'Fingerprint of the signed file',
      why: 'Its SHA-256, as `sha256sum FILE` prints it. The file itself stays with you.',
    },
    choose: 'Take it from the file; the file is not sent',
    signedOn: { label: 'Signed on' },
    endsOn: { label: 'Last day of the agreement', why: 'After it nothing is sent.' },
    reviewOn: { label: 'To be reviewed by', why: 'After this day nothing is sent until you have looked at it again.' },
    contactName: { label: 'Contact: name', why: 'Stored sealed and shown to staff only.' },
    contactEmail: { label: 'Contact: e-mail address' },
  },
  turn: {
    activate: 'Activate',
    activateWhy: 'From then on it may get what stands here.',
    end: 'End the agreement',
    endWhy: 'Nothing is sent there from that moment, and the contact is deleted. It cannot be taken back.',
    blocked: 'It cannot be activated yet:',
  },
  history: {
    title: 'History',
    operator: 'the operator',
    what: { added: 'added', changed: 'changed', activated: 'activated', ended: 'ended' },
  },
} as const
