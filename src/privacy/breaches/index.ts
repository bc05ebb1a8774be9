/**
 * The breach desk: what went wrong with data of people, until everybody was told who must be.
 *
 * Promises: the clock to the authority runs from when it was noticed, and the desk is reminded of it by letter; everybody
 * concerned gets one letter; what is published keeps every version; every step stands in a history that only grows.
 * Refuses to know: how a breach is found, and which tables there are; whoever calls hands over the declarations.
 */
export { breachRoles } from './breach-row.ts'
export { type ReminderStage, type Step, authorityHoursMax, dueAt } from './breach.rules.ts'
export { type BreachState, type NoticeAudience, type Severity, noticeAudiences, severities } from './breach.ts'
export { exportBreach } from './export-breach.ts'
export { type BreachStep, type OpenedBreach, type ShownBreach, getBreach, listBreaches } from './list-breaches.ts'
export {
  type Incident,
  type IncidentText,
  PublishIncidentInput,
  listIncidents,
  publishIncident,
} from './publish-incident.ts'
export { BreachInput, editBreach, recordBreach } from './record-breach.ts'
export { breachSchedules, reminderHandlers, watchClocks } from './remind-staff.ts'
export { breachStores } from './stores.ts'
export { TakeStepInput, takeStep } from './take-step.ts'
export { type NoticeProgress, TellPeopleInput, noticeHandlers, tellPeople } from './tell-people.ts'
