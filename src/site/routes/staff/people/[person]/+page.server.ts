import { error, redirect } from '@sveltejs/kit'
import { answering, asRefusal, parse, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { PersonRecord } from '#privacy/staff-access'
import type { Actions, PageServerLoad } from './$types'

interface Asking {
  readonly locals: App.Locals
  readonly params: { readonly person: string }
}

/** Somebody who is not there answers like a page that is not. */
async function requirePersonPage({ locals, params }: Asking): Promise<void> {
  const { house } = locals
  requireStaff({ locals }, ...house.staffAccess.deskRoles)
  try {
    await house.staffAccess.requirePerson(house.ctx, params.person)
  } catch (thrown) {
    if (asRefusal(thrown)) error(404, 'There is nothing at this address.')
    throw thrown
  }
}

/** The record as far as it is open; null where a reason has to be given. */
async function recordOf({ locals, params }: Asking, viewing: string): Promise<PersonRecord | null> {
  const { house, actor } = locals
  try {
    return await house.staffAccess.readRecord(house.ctx, house.stores, actor, { person: params.person, viewing })
  } catch (thrown) {
    if (asRefusal(thrown)?.code === 'reason-needed') return null
    throw thrown
  }
}

const pageOf = ({ params }: Asking, viewing: string, news = ''): string =>
  `/staff/people/${params.person}?viewing=${viewing}${news}`

export const load: PageServerLoad = async (event) => {
  await requirePersonPage(event)
  const { searchParams } = event.url
  const viewing = searchParams.get('viewing') ?? ''
  const record = viewing === '' ? null : await recordOf(event, viewing)
  return {
    person: event.params.person,
    viewing,
    record,
    isOver: viewing !== '' && record === null,
    isAsked: searchParams.has('asked'),
    isCorrected: searchParams.has('corrected'),
  }
}

export const actions: Actions = {
  open: async (event) => {
    await requirePersonPage(event)
    const { house, actor } = event.locals
    const form = await event.request.formData()
    return answering(form, async () => {
      const { OpenRecordInput, openRecord } = house.staffAccess
      const input = parse(OpenRecordInput, { ...texts(form), person: event.params.person })
      const { viewing } = await openRecord(house.ctx, house.stores, actor, input)
      redirect(303, pageOf(event, viewing))
    })
  },
  ask: async (event) => {
    await requirePersonPage(event)
    const { house, actor } = event.locals
    const form = await event.request.formData()
    return answering(form, async () => {
      const { AskForCodeInput, askForCode } = house.onBehalf
      const input = parse(AskForCodeInput, { ...texts(form), person: event.params.person })
      await askForCode(house.ctx, actor, input)
      redirect(303, pageOf(event, input.viewing, '&asked'))
    })
  },
  correct: async (event) => {
    await requirePersonPage(event)
    const { house, actor } = event.locals
    const form = await event.request.formData()
    return answering(form, async () => {
      const { CorrectForMemberInput, correctForMember } = house.onBehalf
      const input = parse(CorrectForMemberInput, { ...texts(form), person: event.params.person })
      await correctForMember(house.ctx, actor, input)
      redirect(303, pageOf(event, input.viewing, '&corrected'))
    })
  },
}
