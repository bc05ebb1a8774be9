/**
 * Insertion orders: placed by an advertiser or for one, approved, signed by both sides, delivered, and over.
 *
 * Promises: nothing is delivered that staff did not approve and both sides did not sign, each of them exactly this text,
 * under terms that are in force; whatever somebody has seen is changed by a new version only, which starts anew, while the
 * one that both signed binds; of any number who decide or sign at once one does; when a cancelled line stops follows from
 * the terms; what goes wrong reaches the advertiser by the way they chose and by no other. What was signed stays six years
 * after its end, sealed under its own key.
 * Refuses to know: what is shown where, and what it comes to. The ad decision reads `listLiveLines`.
 */
export { type LineEnd, cancelOrder } from './cancel-order.ts'
export { isZone } from './days.rules.ts'
export { type Difference } from './differences.rules.ts'
export { ApproveOrderInput, DeclineOrderInput, approveOrder, declineOrder } from './decide-order.ts'
export {
  type OrderSignature,
  type OrderStep,
  type OrderTrouble,
  type OrderVersion,
  type ShownOrder,
  getOrder,
} from './get-order.ts'
export { followWishes, orderHandlers, orderSchedules } from './jobs.ts'
export {
  type DeskOrder,
  FindOrdersInput,
  type ListedOrder,
  type LiveLine,
  type OrderCall,
  listCalls,
  listLiveLines,
  listOrders,
  listOrdersOfAll,
} from './list-orders.ts'
export { costMicros, totalMicros, writeMicros } from './money.rules.ts'
export {
  type Line,
  type OrderContent,
  type OrderState,
  type Phase,
  type Side,
  type Targets,
  dimensions,
  orderStates,
  pacings,
  pictureSizes,
  priceModels,
  separations,
  troubleReasons,
} from './order.ts'
export {
  ChangeHeadInput,
  ChangeOrderInput,
  LineInput,
  OrderInput,
  PutLineInput,
  RemoveLineInput,
  linesMax,
} from './order-fields.ts'
export { bookedLinesOf, boundOrders, lineIdsOf, lockOrder, newOrderId, requireOrderOf } from './order-row.ts'
export { asFilledIn, dayPartsOf, lineAsFilledIn } from './as-filled-in.rules.ts'
export { changeHead, putLine, removeLine } from './change-part.ts'
export { nameOfTarget } from './target-names.rules.ts'
export { reachInWords } from './reach.rules.ts'
export { ordersInCsv } from './orders-in-csv.ts'
export { PickOrdersInput, orderSorts, pickOrders } from './pick-orders.rules.ts'
export { orderPdf } from './order-pdf.ts'
export { pauseOrder } from './pause-order.ts'
export { orderClosing, orderHolder } from './personal-data.ts'
export { type Changed, changeOrder, copyOrder, placeOrder } from './save-order.ts'
export { ownOrdersInCsv } from './own-orders-in-csv.ts'
export { SignOrderInput, signOrder } from './sign-order.ts'
export { orderStores } from './stores.ts'
export { submitOrder } from './submit-order.ts'
export {
  CalledInput,
  ReportTroubleInput,
  SolveTroubleInput,
  noteCall,
  openTrouble,
  reportTrouble,
  solveTrouble,
} from './troubles.ts'
export { orderRoles } from './who-may.ts'
