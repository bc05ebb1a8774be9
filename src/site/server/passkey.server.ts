import { type RequestEvent, json } from '@sveltejs/kit'
import { asRefusal } from './refusals.server.ts'

/** More than the largest answer that a browser gives for a passkey. */
const bodyBytesMax = 64 * 1024

/** What a page of ours sent as JSON. A page elsewhere cannot: this type of content asks first, and we allow nobody. */
async function bodyOf(request: Request): Promise<Record<string, unknown> | null> {
  if (!request.headers.get('content-type')?.startsWith('application/json')) return null
  const text = await request.text()
  if (text.length > bodyBytesMax) return null
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : null
  } catch {
    return null
  }
}

const notUnderstood = { code: 'fields-not-understood', message: '' } as const

/**
 * Answers the script of one of our pages in JSON. A refusal becomes its status, code and message.
 *
 * @param act gets what was sent; what it returns is the answer
 */
export async function answeringJson(
  { request, locals }: Pick<RequestEvent, 'request' | 'locals'>,
  act: (body: Record<string, unknown>) => Promise<object>,
): Promise<Response> {
  const body = await bodyOf(request)
  if (!body) return json(notUnderstood, { status: 400 })
  try {
    return json(await act(body))
  } catch (thrown) {
    const refusal = asRefusal(thrown)
    if (refusal) {
      locals.retryAfterSeconds = refusal.retryAfterSeconds
      return json({ code: refusal.code, message: refusal.message }, { status: refusal.status })
    }
    if (thrown instanceof Error && 'fields' in thrown) {
      const [message = ''] = Object.values(thrown.fields as Readonly<Record<string, string>>)
      return json({ ...notUnderstood, message }, { status: 422 })
    }
    throw thrown
  }
}
