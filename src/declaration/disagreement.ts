/** Why the declarations and what is there disagree: what is wrong, and what to do about it. */
export const problems = {
  'undeclared-table': ['is in the database and not on the data map', 'declare it in the room that owns it, or drop it'],
  'undeclared-column': ['is in the database and not on the data map', 'declare it with its reason, or drop it'],
  'missing-table': ['is on the data map and not in the database', 'write its migration, or take the declaration away'],
  'missing-column': ['is on the data map and not in the database', 'write its migration, or take the declaration away'],
  shapeless: ['may hold anything under any name', 'give each part a column of its own'],
  'personal-index': ['is an index over what identifies somebody or was written by them', 'drop it'],
  'undeclared-part': ['is in the database and not on the data map', 'drop it, or declare it with `databasePart`'],
  'missing-part': ['is on the data map and not in the database', 'write its migration, or take the declaration away'],
  'undeclared-right': ['is a right in the database that no declaration gives', 'revoke it'],
  'missing-right': ['is declared and the database does not grant it', 'start once as the owner of the tables'],
  'log-names-account': ['lets a log point at an account', 'take the column or the foreign key away (promise G-07)'],
  'undeclared-job': ['is work that is not on the data map', 'declare it with `job`'],
  'missing-job': ['is on the data map, and nothing does such work', 'list its handler in `src/app/work.ts`'],
  'undeclared-field': ['is in a payload and not on the data map', 'declare it as a field of its job'],
  'missing-field': ['is on the data map and in no payload', 'take it out of the declaration of its job'],
  'undeclared-schedule': ['comes round by itself and is not on the data map', 'declare it with `schedule`'],
  'missing-schedule': ['is on the data map and does not come round', 'list it in `src/app/work.ts`'],
  'undeclared-mail': ['is a letter that is not on the data map', 'declare it with `mail`'],
  'missing-mail': ['is on the data map, and no handler writes it', 'name it in `mails` of the handler that writes it'],
  'undeclared-blob-use': ['uses files and is not on the data map', 'declare it with `blobUse`'],
  'undeclared-file': ['lies in the data folder and is not on the data map', 'declare it with `files`, or remove it'],
  'undeclared-log-field': ['is in a log line and not on the data map', 'declare it with `logField`'],
  'missing-log-field': ['is on the data map, and no line can hold it', 'take the declaration away'],
  'unreadable-line': ['is written to the log and is no line of it', 'write through `ctx.log`'],
  'email-in-log': ['puts an e-mail address into the log', 'log a code or a number instead'],
  'address-in-log': ['puts a network address into the log', 'log a code or a number instead'],
  'token-in-log': ['puts something like a secret into the log', 'log a code or a number instead'],
  'undeclared-cookie': ['is a cookie that is not on the data map', 'declare it with `cookie`'],
  'missing-cookie': ['is on the data map, and nothing sets it', 'take the declaration away, or list it'],
  'cookie-differs': ['is declared constant and has another value', 'set one value for everybody, or do not set it'],
  'cookie-marks-visitor': ['tells one visitor from another', 'set it after sign-in or not at all (promise G-69)'],
  'undeclared-storage': ['is kept in the browser and not on the data map', 'declare it with `browserStorage`'],
  'undeclared-host': ['is spoken to and not on the data map', 'declare it with `host`'],
  'undeclared-way': [
    'takes something from outside and says not on what basis',
    'add its line to `src/app/collecting.ts`',
  ],
  'missing-way': [
    'says on what basis it takes something, and is not there',
    'take its line out of `src/app/collecting.ts`',
  ],
  'undeclared-asked': ['is asked for and not explained', 'add it to the fields of `src/app/collecting.ts`'],
  'missing-asked': ['is explained and nobody asks for it', 'take it out of the fields of `src/app/collecting.ts`'],
  'declared-twice': ['is declared twice', 'take one of the declarations away'],
  'foreign-owner': ['does not begin with the wing of its owner', 'rename it, or name its owner'],
  'empty-words': ['has an empty label or reason', 'say what it is and why it is held'],
  sensitive: ['names a kind of data that is not asked for', 'do not hold it (promise G-33)'],
  'unknown-word': ['uses a word that is in no list of `terms.ts`', 'use one of the words there'],
  'no-purpose': ['names no purpose', 'say for what it is used, or do not hold it'],
  'empty-retention': ['has no end that can come', 'give whole days above 0, or say until when and why'],
  'kept-though-personal': ['identifies a person and stays when they are erased', 'delete, empty or shred it'],
  'ground-missing': ['identifies a person and has no lawful ground', 'name the ground'],
  'not-sealed': ['identifies by itself how somebody is reached, and is not sealed', 'seal it'],
  'no-path': ['concerns people and says not how its rows lead to them', 'give its `path`'],
  'path-leads-nowhere': ['has a path over a column or table that is not declared', 'mend the `path`'],
  'alone-unanswered': ['concerns people and says not what of it may go alone', 'give `goesAlone`'],
  'alone-unknown': [
    'lets something go alone that its person does not see, or that is not there or not emptied with them',
    'name a column that is shown, and for values one that erasing empties',
  ],
  'alone-with-others': [
    'lets rows go alone though more hangs on them: files, rows of another table, or that rows are only added',
    'let its room do it on a page: `goesAlone: "on-page"` and `changedAt`',
  ],
  'alone-nowhere': ['goes alone on a page that is not named', 'give `changedAt`'],
  'no-limit': ['says when it goes, and nothing takes it away then', 'give `limits`, or `"room"` and a `retain`'],
  'limit-unknown': ['has a limit on a column that is not declared', 'mend the `limits`'],
  'no-retain': [
    'leaves its limits to a room that has no `retain`',
    'write it, and list the holder in `src/app/work.ts`',
  ],
  'not-chosen': ['is not essential and rests on no consent', 'let people choose it first (promise G-70)'],
} as const satisfies Record<string, readonly [is: string, mend: string]>
export type Problem = keyof typeof problems

/** One thing in which the declarations and what is there disagree. */
export interface Disagreement {
  readonly problem: Problem
  /** The thing, for example `library_images.camera` or `__Host-session`. */
  readonly name: string
}

/** A disagreement in a sentence, with what to do. */
export const disagreementInWords = ({ problem, name }: Disagreement): string => {
  const [is, mend] = problems[problem]
  return `${name} ${is}: ${mend}.`
}

/** Pure: what is found and not declared, and, where that is a problem as well, what is declared and not found. */
export function compareNames(
  declared: Iterable<string>,
  found: Iterable<string>,
  undeclared: Problem,
  missing?: Problem,
): readonly Disagreement[] {
  const known = new Set(declared)
  const there = new Set(found)
  return [
    ...[...there].filter((name) => !known.has(name)).map((name) => ({ problem: undeclared, name })),
    ...(missing ? [...known].filter((name) => !there.has(name)).map((name) => ({ problem: missing, name })) : []),
  ]
}
