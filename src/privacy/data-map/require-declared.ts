import {
  type Disagreement,
  type FoundColumn,
  type FoundLink,
  type FoundPart,
  type FoundRights,
  type FoundWork,
  type Store,
  aloneDisagreements,
  blobUseDisagreements,
  columnDisagreements,
  cookieDisagreements,
  disagreementInWords,
  disagreements,
  incompleteDeclarations,
  linkDisagreements,
  logFieldDisagreements,
  partDisagreements,
  rightDisagreements,
  pathDisagreements,
  workDisagreements,
} from '#declaration'

/** What a process and its database hold and do, as far as it can be known before anything runs. */
export interface WhatIsThere {
  readonly columns: readonly FoundColumn[]
  readonly parts: readonly FoundPart[]
  readonly links: readonly FoundLink[]
  /** Who but the owner may do what in the database. */
  readonly rights: FoundRights
  /** The rooms that take away themselves what is past its time. */
  readonly retaining: readonly string[]
  /** Who uses files, without the numbers of rows. */
  readonly blobUses: readonly string[]
  readonly work: FoundWork
  readonly cookies: readonly string[]
  readonly logFields: readonly string[]
}

/** The house holds or does something that the data map does not know, or the map speaks of something that is not there. */
export class UndeclaredData extends Error {
  readonly found: readonly Disagreement[]
  constructor(found: readonly Disagreement[]) {
    const lines = found.map((one) => `  - ${disagreementInWords(one)}`)
    super(`The data map and what is there differ, so Vitrine does not start:\n${lines.join('\n')}`)
    this.name = 'UndeclaredData'
    this.found = found
  }
}

/** Every difference between the declarations and what is there, and every declaration that says nothing. */
export const differences = (stores: readonly Store[], there: WhatIsThere): readonly Disagreement[] => [
  ...incompleteDeclarations(stores),
  ...disagreements(stores, there.columns),
  ...columnDisagreements(stores, there.columns),
  ...partDisagreements(stores, there.parts),
  ...linkDisagreements(stores, there.links),
  ...rightDisagreements(stores, there.rights),
  ...pathDisagreements(stores, there.links, there.retaining),
  ...aloneDisagreements(stores, there.links),
  ...blobUseDisagreements(stores, there.blobUses),
  ...workDisagreements(stores, there.work),
  ...cookieDisagreements(stores, there.cookies),
  ...logFieldDisagreements(stores, there.logFields),
]

/** Compares the declarations with what is there. @throws UndeclaredData naming every difference and what to do */
export function requireDeclared(stores: readonly Store[], there: WhatIsThere): void {
  const found = differences(stores, there)
  if (found.length > 0) throw new UndeclaredData(found)
}
