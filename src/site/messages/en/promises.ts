export const promises = {
  title: 'Promises',
  lead: 'Every sentence of our privacy statements that you may count on, and whether it is kept. We call one kept only when a test shows it on the whole program, and when that test fails as soon as we break the promise on purpose.',
  numbers: 'G numbers are promises of the picture library, S numbers those of the advertising network.',
  states: { kept: 'Kept', 'not yet': 'Not yet' },
  all: 'All',
  show: 'Show',
  run: (at: string, commit: string) =>
    `The last full run ended on ${at}, of version ${commit}: every test passed, and every planted break was noticed.`,
  noRun: 'There was no full run on this installation. “Kept” is what the program says of itself until there is one.',
  principles: 'The seven principles',
  keptOf: (kept: string, all: string) => `${kept} of ${all} kept`,
  none: 'None of this principle.',
  partly: 'Tests show so far:',
  how: (tests: number, breaches: number) =>
    `Shown by ${tests === 1 ? 'one test' : `${tests} tests`}; broken on purpose in ${breaches === 1 ? 'one way' : `${breaches} ways`}`,
  tests: 'The tests',
  breaches: 'What we broke to see them fail',
  passed: 'Last passed',
  notPassed: 'Not run on this installation.',
  differences: {
    title: 'Where the two statements differ',
    lead: 'The library and the advertising network each have a privacy statement. Where they differ, what protects you more holds.',
    difference: 'The difference',
    resolution: 'What we do',
  },
  data: 'The same as data',
} as const
