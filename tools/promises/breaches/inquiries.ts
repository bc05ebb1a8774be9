import type { Breaches } from '../breach.ts'

const inquiry = 'test/promises/inquiry.test.ts'
const answers = 'test/promises/answers.test.ts'

/** What becomes of a question about our services. */
export const inquiryBreaches: Breaches = {
  'nobody gets a receipt of an inquiry': {
    file: 'src/support/forms/submit-inquiry.ts',
    text: "if (channel === 'email' && !opened.isRepeat",
    becomes: "if (channel === 'email' && opened.isRepeat",
    fails: `${inquiry} › is made by a form without script`,
  },
  'an inquiry needs a telephone number': {
    file: 'src/support/forms/inquiry-fields.ts',
    text: ".default('email'),",
    becomes: ".default('telephone'),",
    fails: `${inquiry} › needs a name and an e-mail address and nothing else`,
  },
  'answers go out about what nobody asked': {
    file: 'src/support/inbox/thread.rules.ts',
    text: 'if (!asked.interests.includes(answer.topic))',
    becomes: 'if (asked.interests.length === 0)',
    fails: `${inquiry} › is answered about the services that were asked about`,
  },
  'the website of an inquiry is lost': {
    file: 'src/support/inbox/thread-row.ts',
    text: "site: site === null ? null : await seal('site', site),",
    becomes: 'site: null,',
    fails: `${inquiry} › takes a website and a sector`,
  },
  'every sector gets the same answer': {
    file: 'src/support/offers/prepare-answer.rules.ts',
    text: '...aboutSector(topic, vertical)]',
    becomes: '...aboutSector(topic, null)]',
    fails: `${inquiry} › says why a website and a sector help`,
  },
  'everybody is shown the terms of publishers': {
    file: 'src/ads/agreements/standard-offer.ts',
    text: 'composeForAll(readPublishedText(kind, textInForce[kind]), standardTerms(kind))',
    becomes: "composeForAll(readPublishedText('publisher', textInForce[kind]), standardTerms('publisher'))",
    fails: `${inquiry} › begins at public pages`,
  },
  'what chooses ads can read ages and genders': {
    file: 'src/support/answers/stores.ts',
    text: "    purposes: ['service.improve'],\n",
    becomes: "    purposes: ['service.improve', 'content.find'],\n    audience: 'public',\n",
    also: [
      {
        file: 'src/declaration/grants.rules.ts',
        text: 'behaviour|agreement|about)',
        becomes: 'behaviour|agreement)',
      },
    ],
    fails: `${answers} › is optional and in bands`,
  },
  'erasing one answer erases nothing': {
    file: 'src/support/answers/save-answers.ts',
    text: "where('thread_id', '=', threadId).where('choice', '=', choice)",
    becomes: "where('thread_id', '=', threadId).where('question', '=', choice)",
    fails: `${answers} › is changed and erased by whoever told it`,
  },
  'answers of whoever objects are counted all the same': {
    file: 'src/support/answers/count-answers.ts',
    text: "'objection.thread_id', '=', 'answer.thread_id'",
    becomes: "'objection.thread_id', '<>', 'objection.thread_id'",
    fails: `${answers} › improves the service until they object`,
  },
}
