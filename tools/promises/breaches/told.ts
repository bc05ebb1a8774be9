import type { Breaches } from '../breach.ts'

/** Pages that tell what is so. */
export const toldBreaches: Breaches = {
  'what is kept in the browser without a cookie is left out of the cookie page': {
    file: 'src/site/routes/privacy/cookies/+page.server.ts',
    text: "store.kind === 'cookie' || store.kind === 'browser-storage'",
    becomes: "store.kind === 'cookie'",
    fails: 'test/promises/told.test.ts › every cookie and storage of the register',
  },
  'the last run is taken to speak for promises that it did not test': {
    file: 'src/privacy/promises/show-promise.ts',
    text: '...(passed && { lastPassedAt: ran.passedAt })',
    becomes: '...(run && { lastPassedAt: run.at })',
    fails: 'test/promises/told.test.ts › each promise stands under one of the seven principles',
  },
}
