/**
 * The form by which somebody asks about the services.
 *
 * Promises: name and e-mail address are all that is required; what is not on the form is dropped; the same form sent twice
 * is one inquiry; it needs no cookie and no account. Whoever asked by letter gets one with a link by which they see,
 * correct and erase it, and by which they object to any use but answering them; whoever wants a call is not written to, and gets the link with the receipt.
 * Refuses to know: who answers, and how.
 */
export { answerByLink, answersByLink, eraseAnswerByLink, objectByLink } from './answers-by-link.ts'
export { formHandlers } from './letters.ts'
export { CorrectInquiryInput, WriteInput, correctInquiry, inquiryByLink, writeByLink } from './own-inquiry.ts'
export { formStores } from './stores.ts'
export { type InquiryReceipt, SubmitInquiryInput, submitInquiry } from './submit-inquiry.ts'
export { withdrawInquiry } from './withdraw-inquiry.ts'
