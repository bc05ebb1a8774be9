/**
 * Who asked to be erased after a time without a visit.
 *
 * Promises: nobody goes by themselves who did not ask for it; whoever did is told twice by letter, 30 and 7 days before,
 * and a single visit begins the time anew. Of nobody else is a last visit kept.
 * Refuses to know: what erasing is; `#privacy/erasure` does it.
 */
export { ChooseIdleInput, chooseIdle, idleChoice } from './choose-idle.ts'
export { type IdleMonths, idleMonths } from './idle.rules.ts'
export { idleHandlers, idleSchedules } from './jobs.ts'
export { lookForIdle } from './look-for-idle.ts'
export { idleStores } from './stores.ts'
