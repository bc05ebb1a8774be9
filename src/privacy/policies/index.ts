/**
 * The texts people agree to: privacy policy and terms, in numbered versions.
 *
 * Promises: a published version never changes; what a member agreed to can be read again.
 */
export { type Documents, type PolicyDocument, loadDocuments } from './load-documents.ts'
