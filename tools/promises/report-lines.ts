import type { EventData } from 'node:test'
import type { TestEvent } from 'node:test/reporters'

/** How a test or a suite ended. */
export interface Ending {
  readonly name: string
  /** How deep it stands; of a suite, the endings just before it that stand deeper are its own. */
  readonly nesting: number
  readonly passed: boolean
  readonly skipped: boolean
  /** Why it failed: by an assertion, because something within it failed, or otherwise. */
  readonly because?: 'assertion' | 'within' | 'other'
  /** What the error says, shortened. */
  readonly words?: string
}

interface FailedTest extends Error {
  readonly failureType?: string
  readonly cause?: unknown
}

function why(error: FailedTest | undefined): Required<Pick<Ending, 'because' | 'words'>> {
  const cause = error?.cause as { readonly code?: unknown; readonly message?: unknown } | undefined
  const words = `${error?.failureType ?? 'failed'}: ${String(cause?.message ?? error?.message ?? '')}`.slice(0, 600)
  if (error?.failureType === 'subtestsFailed') return { because: 'within', words }
  const isAssertion = error?.failureType === 'testCodeFailure' && cause?.code === 'ERR_ASSERTION'
  return { because: isAssertion ? 'assertion' : 'other', words }
}

/** A reporter for `node --test` that writes one JSON line for each test and suite. */
export default async function* reportLines(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of source) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue
    const { name, nesting, skip, todo }: EventData.TestPass | EventData.TestFail = event.data
    const ending: Ending = {
      name,
      nesting,
      passed: event.type === 'test:pass',
      skipped: Boolean(skip) || Boolean(todo),
      ...(event.type === 'test:fail' && why(event.data.details.error)),
    }
    yield `${JSON.stringify(ending)}\n`
  }
}
