import type { Breaches } from '../breach.ts'

/** Pages that tell what is so, and the declarations that they are made from. */
export const toldBreaches: Breaches = {
  'a user name is said to identify nobody': {
    file: 'src/accounts/members/stores.ts',
    text: "identifies: 'combined',\n      label: 'User name',",
    becomes: "identifies: 'no',\n      label: 'User name',",
    fails: 'test/promises/identifies.test.ts › every stored value says whether it does',
  },
  'a stored value need not say whether it identifies': {
    file: 'src/declaration/store.ts',
    text: 'readonly identifies: Identifies\n  /** What it is, in plain words, as the person it concerns reads it. */',
    becomes:
      'readonly identifies?: Identifies\n  /** What it is, in plain words, as the person it concerns reads it. */',
    fails: 'test/promises/identifies.test.ts › every stored value says whether it does',
  },
  'what is kept in the browser without a cookie is left out of the cookie page': {
    file: 'src/site/routes/privacy/cookies/+page.server.ts',
    text: "store.kind === 'cookie' || store.kind === 'browser-storage'",
    becomes: "store.kind === 'cookie'",
    fails: 'test/promises/told.test.ts › every cookie and storage of the register',
  },
  'a column is left out of the data map': {
    file: 'src/declaration/in-words.ts',
    text: 'return dataOf(store).map(([name, datum]) => {',
    becomes: 'return dataOf(store).slice(1).map(([name, datum]) => {',
    fails: 'test/journeys/data-map.test.ts › has one row for every column',
  },
  'what stays while an account exists is not listed as without a limit': {
    file: 'src/declaration/no-limit.rules.ts',
    text: "if (retention.kind === 'for' || retention.kind === 'while-needed') continue",
    becomes: "if (retention.kind !== 'indefinite') continue",
    fails: 'test/promises/map.test.ts › everything that no clock ends',
  },
  'the last run is taken to speak for promises that it did not test': {
    file: 'src/privacy/promises/show-promise.ts',
    text: '...(passed && { lastPassedAt: ran.passedAt })',
    becomes: '...(run && { lastPassedAt: run.at })',
    fails: 'test/promises/told.test.ts › each promise stands under one of the seven principles',
  },
}
