/**
 * The composition root: it makes the context, lists what the rooms declare, and starts the parts of a process.
 *
 * Promises: one instance of every room in a process; nothing runs before the database is as the data map says.
 */
export { type AskedField, collecting } from './collecting.ts'
export { watchHouse } from './watch-house.ts'
export { furnishHouse } from './furnish-house.ts'
export { backUp } from './back-up.ts'
export { type RestoreOptions, type RestoreReport, restoreBackup } from './restore-backup.ts'
export { type AfterRestore, type RestoredFrom } from './restored.ts'
export { type NextStep, type NextStepName } from './next-steps.ts'
export { type Doors, type House, doors, houseSlot, putHouse } from './house.ts'
export { type OpenHouse, type OpenOptions, openHouse } from './open-house.ts'
export { type Finding, inspectHouse } from './inspect-house.ts'
export { allStores } from './stores.ts'
export { exportSources } from './export-sources.ts'
export { dataHolders, handlers, schedules } from './work.ts'
export { type ImportExportOptions, type ImportExportReport, importExport } from './import-export.ts'
export { type ImportOptions, type ImportReport, type PictureToImport, importPictures } from './import-pictures.ts'
export { type DemoWorld, loadDemo } from './load-demo.ts'
export { registerOfProcessing } from './register-of-processing.ts'
export { whatIsThere, work } from './what-is-there.ts'
export { type StartedWork, startWork } from './start-work.ts'
