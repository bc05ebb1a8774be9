import { fail, redirect } from '@sveltejs/kit'
import type { ThreadMessage } from '#support/inbox'
import { answering, parse, texts } from '#site/server/refusals.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { FormRefusal } from '#site/ui/form-refusal.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const news = ['sent', 'drafted', 'noted', 'assigned', 'called', 'closed', 'reopened'] as const

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { inbox, ctx } = locals.house
  requireStaff({ locals }, ...inbox.inboxRoles)
  const opened = await inbox.getThread(ctx, locals.actor, params.thread)
  const asked = url.searchParams.get('topic') ?? opened.draft?.topic ?? opened.thread.interests[0]
  return {
    ...opened,
    /** The service that the form is prepared for: the one that was asked for, of those of the inquiry. */
    topic: opened.prepared.find(({ topic }) => topic === asked)?.topic ?? opened.prepared[0]?.topic ?? null,
    reader: locals.actor.kind === 'member' ? locals.actor.username : '',
    closedDays: inbox.closedDaysMax,
    news: news.find((word) => url.searchParams.has(word)) ?? null,
  }
}

/** Why an act was refused, with what others wrote where that is the reason. */
interface ThreadRefusal extends FormRefusal {
  readonly meanwhile: readonly ThreadMessage[]
}

/** One act on the thread of the page, as whoever acts has read it, and the way back to it. */
function acting(
  act: (event: RequestEvent, fields: Readonly<Record<string, string>>) => Promise<(typeof news)[number]>,
) {
  return async (event: RequestEvent) => {
    const { locals, params, request } = event
    const { inbox } = locals.house
    requireStaff({ locals }, ...inbox.inboxRoles)
    const form = await request.formData()
    let meanwhile: readonly ThreadMessage[] = []
    const answer = await answering(form, async () => {
      try {
        const done = await act(event, { ...texts(form), id: params.thread })
        redirect(303, `/staff/inbox/${params.thread}?${done}`)
      } catch (thrown) {
        meanwhile = inbox.meanwhileOf(thrown)
        throw thrown
      }
    })
    return fail<ThreadRefusal>(answer.status, { ...answer.data, meanwhile })
  }
}

export const actions: Actions = {
  send: acting(async ({ locals: { house, actor } }, { id, version, topic, text }) => {
    await house.inbox.sendAnswer(house.ctx, actor, parse(house.inbox.AnswerInput, { id, version, topic, text }))
    return 'sent'
  }),
  draft: acting(async ({ locals: { house, actor } }, { id, version, topic, text }) => {
    await house.inbox.saveDraft(house.ctx, actor, parse(house.inbox.AnswerInput, { id, version, topic, text }))
    return 'drafted'
  }),
  call: acting(async ({ locals: { house, actor } }, { id, version, task, reached, outcome }) => {
    const input = parse(house.inbox.CompleteTaskInput, { id, version, task, reached, outcome })
    await house.inbox.completeTask(house.ctx, actor, input)
    return 'called'
  }),
  note: acting(async ({ locals: { house, actor } }, { id, version, note }) => {
    await house.inbox.noteInThread(house.ctx, actor, parse(house.inbox.NoteInput, { id, version, note }))
    return 'noted'
  }),
  assign: acting(async ({ locals: { house, actor } }, { id, version, assignee }) => {
    await house.inbox.assignThread(house.ctx, actor, parse(house.inbox.AssignThreadInput, { id, version, assignee }))
    return 'assigned'
  }),
  close: acting(async ({ locals: { house, actor } }, { id, version }) => {
    await house.inbox.closeThread(house.ctx, actor, parse(house.inbox.ThreadInput, { id, version }))
    return 'closed'
  }),
  reopen: acting(async ({ locals: { house, actor } }, { id, version }) => {
    await house.inbox.reopenThread(house.ctx, actor, parse(house.inbox.ThreadInput, { id, version }))
    return 'reopened'
  }),
}
