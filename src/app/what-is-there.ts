import type { FoundWork } from '#declaration'
import { ageAnswerCookie } from '#accounts/people'
import { sessionCookie } from '#accounts/sign-in'
import { findBlobUses } from '#platform/blobs'
import { type Database, findColumns, findLinks, findParts, findRights } from '#platform/db'
import { lineFieldNames, logFieldNames } from '#platform/log'
import type { WhatIsThere } from '#privacy/data-map'
import { dataHolders, handlers, schedules, turnMasterKeysAt } from './work.ts'

/** Every cookie that a room sets, by name. */
const cookies: readonly string[] = [sessionCookie.name, ageAnswerCookie]

/** Everything that a process does later. */
export const work: FoundWork = {
  jobs: handlers,
  schedules: [...schedules, turnMasterKeysAt].map(({ name }) => name),
  mails: handlers.flatMap(({ mails }) => mails),
}

/** What this process and its database hold and do, as far as it can be known before anything runs. */
export async function whatIsThere({ kysely }: Pick<Database, 'kysely'>): Promise<WhatIsThere> {
  const [columns, parts, links, rights, blobUses] = await Promise.all([
    findColumns(kysely),
    findParts(kysely),
    findLinks(kysely),
    findRights(kysely),
    findBlobUses(kysely),
  ])
  const retaining = dataHolders.filter(({ retain }) => retain).map(({ owner }) => owner)
  return {
    columns,
    parts,
    links,
    rights,
    retaining,
    blobUses,
    work,
    cookies,
    logFields: [...lineFieldNames, ...logFieldNames],
  }
}
