import { organisationAt, orNothing } from '#site/server/console.server.ts'
import { picturesToDrawOn } from '#site/server/front-door.server.ts'
import { asRefusal } from '#site/server/refusals.server.ts'
import type { FormRefusal } from '#site/ui/form-refusal.ts'
import type { PageServerLoad } from './$types'

const fields = ['headline', 'text', 'callToAction', 'alt', 'landingPage'] as const

/** The form is sent to the wire, since it has a file; it leads back here with what was typed where it was refused. */
export const load: PageServerLoad = async (event) => {
  const { house, actor } = event.locals
  const id = await organisationAt(event)
  const isAccepted = await orNothing(() => house.creatives.areCreativesAccepted(house.ctx, actor, id))
  const [picture] = await picturesToDrawOn(house, 1)
  const { searchParams } = event.url
  const values = Object.fromEntries(
    fields.flatMap((name) => (searchParams.has(name) ? [[name, searchParams.get(name) ?? '']] : [])),
  )
  return { isAccepted, picture: picture ?? null, refusal: refusalOf(house, values, searchParams.get('refused')) }
}

/** Why what was typed was refused, worked out again. */
function refusalOf(
  { creatives }: App.Locals['house'],
  values: Readonly<Record<string, string>>,
  code: string | null,
): FormRefusal | null {
  if (code === null && Object.keys(values).length === 0) return null
  const reasons: Record<string, string> = {}
  try {
    const parsed = creatives.MakeCreativeInput.safeParse(values)
    for (const { path, message } of parsed.error?.issues ?? []) reasons[String(path[0])] ??= message
  } catch (thrown) {
    const refusal = asRefusal(thrown)
    if (!refusal) throw thrown
    Object.assign(reasons, refusal.fields)
  }
  return { code: code ?? 'fields-not-understood', message: '', fields: reasons, values }
}
