/**
 * The inbox behind the forms.
 *
 * Promises: whoever asked is reached by the way they chose and by no other, about the services they asked about and about
 * nothing else, judged when staff answers and again before a letter leaves; whoever has waited longest comes first; of two
 * who answer at once the second is refused and told what the other wrote; what was said is sealed under a key that goes
 * with the thread, on its day or when they want it gone.
 * Refuses to know: which form it came by, and what offers there are.
 */
export { AssignThreadInput, ThreadInput, assignThread } from './assign-thread.ts'
export { closeThread, reopenThread } from './close-thread.ts'
export { CompleteTaskInput, completeTask } from './complete-task.ts'
export { type OpenedThreadView, type ThreadStep, type ThreadTask, getThread } from './get-thread.ts'
export { answerMail, inboxHandlers, inquiryLetter } from './letters.ts'
export { type ListedThread, ListThreadsInput, listThreads } from './list-threads.ts'
export { NoteInput, noteInThread } from './note-in-thread.ts'
export { type OpenedThread, openThread } from './open-thread.ts'
export { type OwnThread, correctThread, lockOwnThread, ownThread, writeToThread } from './own-thread.ts'
export { inboxHolder } from './personal-data.ts'
export { AnswerInput, saveDraft, sendAnswer } from './send-answer.ts'
export { inboxStores } from './stores.ts'
export { isThreadNumber, threadLink, threadOfLink } from './thread-link.ts'
export { meanwhileOf } from './thread-row.ts'
export {
  type Channel,
  type Inquirer,
  type StepWord,
  type Thread,
  type ThreadMessage,
  type ThreadState,
  channels,
  closedDaysMax,
  inboxRoles,
  silentDaysMax,
  threadStates,
} from './thread.ts'
