import { type ActionFailure, error, fail, redirect } from '@sveltejs/kit'
import { getRequestEvent } from '$app/server'
import type { Refusal } from '#platform/refusal'
import type { FormRefusal } from '#site/ui/form-refusal.ts'

/**
 * The error as a refusal, or null for a bug. Told by its name: the site is built apart from the house, so its classes
 * are not the same objects.
 */
export function asRefusal(thrown: unknown): Refusal | null {
  return thrown instanceof Error && thrown.name === 'Refusal' ? (thrown as Refusal) : null
}

/** The part of a zod schema that the site uses. */
interface Schema<Output> {
  safeParse(value: unknown):
    | { readonly success: true; readonly data: Output }
    | {
        readonly success: false
        readonly error: { readonly issues: readonly { path: readonly PropertyKey[]; message: string }[] }
      }
}

class FieldsNotUnderstood extends Error {
  readonly fields: Readonly<Record<string, string>>
  constructor(fields: Readonly<Record<string, string>>) {
    super('The form is not complete.')
    this.fields = fields
  }
}

/** The input of a use case from what a form sent. @throws to `answering`, with a reason for each field */
export function parse<Output>(schema: Schema<Output>, value: unknown): Output {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const fields: Record<string, string> = {}
  for (const { path, message } of parsed.error.issues) fields[String(path[0] ?? 'form')] ??= message
  throw new FieldsNotUnderstood(fields)
}

/** The input of a use case from an address. An address that means nothing is one where nothing is. */
export function parseOrNotFound<Output>(schema: Schema<Output>, value: unknown): Output {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  error(404, 'There is nothing at this address.')
}

/** The fields of a form as texts; of those that come several times, the last. Files are no fields. */
export function texts(form: FormData): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of form) if (typeof value === 'string') values[name] = value
  return values
}

/** Fields that never come back in an answer. */
const secrets: ReadonlySet<string> = new Set(['password', 'current', 'code', 'recovery'])

/** Who is to prove again that it is them is led to the page for it, and from there back to the page they are on. */
function leadToConfirm({ code }: Refusal): void {
  if (code !== 'prove-again') return
  const { pathname, searchParams } = getRequestEvent().url
  // Without what names an action: the way back is a GET.
  const kept = new URLSearchParams([...searchParams].filter(([name]) => !name.startsWith('/')))
  const query = kept.size > 0 ? `?${kept}` : ''
  redirect(303, `/confirm?${new URLSearchParams({ to: pathname + query })}`)
}

/** Loads what only who just proved who they are may see; others are led to the page where they do. */
export async function loading<Data>(act: () => Promise<Data>): Promise<Data> {
  try {
    return await act()
  } catch (thrown) {
    const refusal = asRefusal(thrown)
    if (refusal) leadToConfirm(refusal)
    throw thrown
  }
}

/**
 * Runs the act of a form. A refusal becomes an answer that the same page shows, with everything that was typed except
 * passwords and codes; one that asks for a proof leads to the page for it, and back. Redirects and bugs pass through.
 */
export async function answering<Done>(
  form: FormData,
  act: () => Promise<Done>,
): Promise<Done | ActionFailure<FormRefusal>> {
  try {
    return await act()
  } catch (thrown) {
    const values = Object.fromEntries(Object.entries(texts(form)).filter(([name]) => !secrets.has(name)))
    if (thrown instanceof FieldsNotUnderstood) {
      return fail(422, { code: 'fields-not-understood', message: '', fields: thrown.fields, values })
    }
    const refusal = asRefusal(thrown)
    if (!refusal) throw thrown
    leadToConfirm(refusal)
    const { locals } = getRequestEvent()
    locals.retryAfterSeconds = refusal.retryAfterSeconds
    locals.house.ctx.log.note({ code: refusal.code })
    return fail(refusal.status, {
      code: refusal.code,
      message: refusal.message,
      fields: refusal.fields ?? {},
      values,
    })
  }
}
