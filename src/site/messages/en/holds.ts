import { number } from '#site/ui/format.ts'

const roles: Readonly<Record<'privacy_counsel' | 'admin', string>> = {
  privacy_counsel: 'the privacy counsel',
  admin: 'the administration',
}

export const holds = {
  roles,
  own: {
    title: 'Held back by law',
    data: 'While you keep your account this changes nothing. Should you close it, these values stay, sealed, until their day; everything else goes.',
    closing: 'These values stay although you go, sealed, until their day. Everything else goes.',
    until: 'Until',
    why: 'Why',
    fields: 'What stays',
    approved: 'Approved by',
    since: 'Since',
    object: 'If you think this is wrong, object: whom to write to stands in the',
    policy: 'privacy policy',
  },
  staff: {
    title: 'Legal holds',
    lead: 'What has to stay of somebody although they close their account: exactly the named values, on one of three grounds, until a day. They are told by letter and read your reason.',
    add: 'Place a hold',
    empty: 'Nothing is held. Place a hold when a law, a dispute or an agreement makes you keep something of somebody.',
    columns: { what: 'Values', person: 'Of whom', ground: 'Ground', until: 'Until' },
    gone: 'somebody whose account is erased',
    lifted: 'The hold is lifted. What it kept cannot be read any more, and is removed within the hour.',
    placed: 'The hold is placed. The person is told by letter.',
    back: 'All holds',
    values: (count: number) => (count === 1 ? '1 value' : `${number(count)} values`),
  },
  place: {
    who: {
      label: 'User name, e-mail address or number',
      why: 'Exactly as it is. It works too for somebody who has asked to be erased and is not yet.',
    },
    because: {
      legend: 'Ground',
      choices: [
        ['legal-obligation', 'A legal obligation', 'such as the duty to keep bills'],
        ['dispute', 'A dispute', 'to make, exercise or defend a claim'],
        ['agreement', 'An agreement', 'to enforce what was agreed'],
      ],
    },
    reason: { label: 'Why, in words', why: 'At least 10 characters. The person will read this.' },
    endsOn: { label: 'Until', why: 'On this day, at midnight UTC, it ends. At most ten years from now.' },
    fields: {
      legend: 'What has to stay',
      why: 'Only these values stay. Passwords, keys and what only the machine may see cannot be held.',
      chosen: (count: number) => `${number(count)} chosen`,
    },
    submit: 'Place the hold',
  },
  one: {
    title: 'Hold',
    ground: 'Ground',
    person: 'Of whom',
    open: {
      title: 'Read what is held',
      lead: 'The account is erased; only these values are left. Each reading is written down first, with your reason.',
      reason: { label: 'Why do you need to read it?', why: 'At least 10 characters. It goes into the log of acts.' },
      submit: 'Read it',
      values: 'What is held',
      nothing: 'There was no such value when the account was erased.',
      entry: (at: number) => `Entry ${number(at)}`,
    },
    here: 'The account is still there, so nothing is held apart.',
    lift: {
      title: 'Lift the hold',
      lead: 'What it keeps cannot be read from then on, and is removed within the hour. It cannot be undone.',
      note: { label: 'Why is it no longer needed?', why: 'At least 10 characters. The person will read this.' },
      submit: 'Lift the hold',
    },
    history: {
      title: 'What was done',
      what: { placed: 'placed it', read: 'read what is held' },
      left: 'Somebody who has left',
    },
  },
} as const
