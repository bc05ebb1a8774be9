import type { Difference } from '../promise.ts'

/** Where the two statements differ, and what we do. */
export const differences: readonly Difference[] = [
  {
    id: 'C-01',
    difference:
      'One statement closes accounts of children under 13, the other deletes data of children of 12 or younger when found.',
    resolution:
      'One question about age stands in every form; a suspicion locks at once, and what is confirmed is erased within a day.',
  },
  {
    id: 'C-02',
    difference: 'One shares nothing and gives networks no data, the other may share with business partners.',
    resolution: 'We never share personal data. Partners see sums over enough people.',
  },
  {
    id: 'C-03',
    difference: 'One forbids to share, sell, rent or trade, the other to sell or lease.',
    resolution: 'All five are forbidden, at one gate, and the count of zero is published.',
  },
  {
    id: 'C-04',
    difference: 'One calls a network address potentially identifying, the other not personal.',
    resolution: 'It is personal: kept for a short time and for security only.',
  },
  {
    id: 'C-05',
    difference: 'One sends mail only by consent with a link to unsubscribe, the other sends announcements without one.',
    resolution:
      'Members get only answers to their own acts and notices about the policy. Publishers get few announcements, each with a way to leave or to change the channel.',
  },
  {
    id: 'C-06',
    difference: 'One keeps passwords safe, the other saves them in cookies.',
    resolution: 'A random value that can be revoked, and hints for password managers.',
  },
  {
    id: 'C-07',
    difference: 'Without cookies one allows no sign-in, the other has parts that fail or are slow.',
    resolution: 'Only signing in needs a cookie. Public parts are the same without.',
  },
  {
    id: 'C-08',
    difference: 'One allows tracking cookies of networks, the other only cookies of its own.',
    resolution: 'Only our own, and no code of others at all.',
  },
  {
    id: 'C-09',
    difference: 'One gives no special answer to Do Not Track, the other says nothing.',
    resolution: 'Everybody is treated as having asked for it.',
  },
  {
    id: 'C-10',
    difference: 'One deletes within 30 days, the other keeps records of billing.',
    resolution: '30 days for everybody. An invoice keeps only what the law requires.',
  },
  {
    id: 'C-11',
    difference: 'One collects by consent and as little as possible, the other for legitimate interests.',
    resolution: 'By consent or for what was asked. A legitimate interest only for security, and you may object.',
  },
  {
    id: 'C-12',
    difference: "One gives 30 days' notice of changes, the other none.",
    resolution: '30 days for both.',
  },
  {
    id: 'C-13',
    difference: 'One keeps unused accounts without limit, the other wants the minimum.',
    resolution: 'The account stays; sessions, logs and other traces of it expire.',
  },
  {
    id: 'C-14',
    difference: 'One allows a foreign analytics service, the other gives nothing to others.',
    resolution: 'We count by ourselves, and ask no other company. Staying uncounted works all the same.',
  },
  {
    id: 'C-15',
    difference: 'One shows a profile only if asked, the other shows testimonials with names.',
    resolution: 'A separate consent to publish, which can be taken back.',
  },
  {
    id: 'C-16',
    difference: 'One collects nothing sensitive, the other asks for age and gender.',
    resolution: 'Optional, coarse, kept apart, and unused for advertising.',
  },
  {
    id: 'C-17',
    difference: 'One discloses in good faith, with notice, the other without.',
    resolution: 'Two approvals, a notice and a record, for everybody.',
  },
  {
    id: 'C-18',
    difference: 'One stores in the United States, the other says nothing, and anybody may run this program.',
    resolution: 'The country is a setting that is stated; without one it is the United States.',
  },
  {
    id: 'C-19',
    difference: 'One is reached by form and mail, the other by mail, telephone and letter.',
    resolution: 'All of them lead into one inbox.',
  },
  {
    id: 'C-20',
    difference: 'One answers complaints within 45 days, the other names no time, and some laws one month.',
    resolution: 'The shortest holds: a month by law, 45 days at the very most, and our aim is a week.',
  },
  {
    id: 'C-21',
    difference: 'One has counting pictures in mail unless marketing is off, the other collects nothing by itself.',
    resolution: 'None, unless you allow it by a consent of its own.',
  },
  {
    id: 'C-22',
    difference: 'One announces on the home page or by mail.',
    resolution: 'We do both.',
  },
  {
    id: 'C-23',
    difference: 'One lets others compile public pictures, the other sells and leases nothing.',
    resolution: 'Free of charge, for a stated purpose, only where the owner allows it, and never data of advertising.',
  },
  {
    id: 'C-24',
    difference: 'One shares optional data if you ask, the other requires telephone and address of publishers.',
    resolution: 'Required only where a contract needs it, and never public.',
  },
]
