import type { Breaches } from '../breach.ts'

const test = 'test/promises/consent.test.ts'
const asked = 'test/promises/asked.test.ts › on every page no box'

/** What waits for a yes, and how people are asked. */
export const consentBreaches: Breaches = {
  'letters leave without asking for a yes': {
    file: 'src/platform/mail/post.ts',
    text: 'if (!(await isAgreed(kind, letter.to, options))) {',
    becomes: 'if (kinds.size === 0 && !(await isAgreed(kind, letter.to, options))) {',
    fails: `${test} › a letter that nobody agreed to`,
  },
  'letters go out although the yes was taken back': {
    file: 'src/privacy/consent/withdraw-consent.ts',
    text: ".set({ withdrawn_at: tx.clock.now() })\n    .where('person_id', '=', yes.personId)",
    becomes: ".set({ withdrawn_at: null })\n    .where('person_id', '=', yes.personId)",
    fails: `${test} › a yes taken back between`,
  },
  'a new purpose reads what was given for another': {
    file: 'src/declaration/terms.ts',
    text: "return waits === 'by-basis' ? basis === 'consent' : waits !== 'never'",
    becomes: "return waits !== 'never' && basis === 'consent'",
    fails: `${test} › a purpose that is new`,
  },
  'a purpose is in the code and in no policy': {
    file: 'src/declaration/terms.ts',
    text: "  'site.operate': 'to keep the machine running',",
    becomes: "  'site.operate': 'to keep the machine running and to study people',",
    fails: `${test} › each purpose of the code stands`,
  },
  'the choice of a look is not noted': {
    file: 'src/app/by-consent.ts',
    text: "await say(tx, personId, 'look', kept.theme !== none.theme || kept.ground !== none.ground)",
    becomes: "await say(tx, personId, 'look', kept.theme !== none.theme && kept.theme === kept.ground)",
    fails: `${test} › what a member chose is kept with a record`,
  },
  'a profile stays open when the yes is taken back': {
    file: 'src/app/by-consent.ts',
    text: "'profile-public': (tx, personId) => people.showProfile(tx, personId, false),",
    becomes: "'profile-public': (tx, personId) => people.showProfile(tx, personId, tx.in === 'transaction'),",
    fails: `${test} › the words stand beside the box`,
  },
  'boxes are ticked in advance': {
    file: 'src/site/ui/Tick.svelte',
    text: 'checked={refusal?.values[name] === value || checked}',
    becomes: 'checked={refusal === null || refusal.values[name] === value || checked}',
    fails: asked,
  },
  'optional fields do not say so': {
    file: 'src/site/ui/FieldFrame.svelte',
    text: '{#if optional}<span',
    becomes: '{#if optional && error}<span',
    fails: asked,
  },
}
