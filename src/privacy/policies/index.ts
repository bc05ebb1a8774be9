/**
 * The texts people agree to: privacy policy and terms, in numbered versions.
 *
 * Promises: a published version never changes; what a member agreed to can be read again; the policy in force names
 * every purpose there is in the code and no other, and its tables are made from the declarations.
 */
export { type ToldPurpose, type ToldPurposes, purposesInCode } from './blocks.ts'
export { type Documents, type PolicyDocument, documentsFolder, inForce, loadDocuments } from './load-documents.ts'
export { policyFindings } from './policy-findings.ts'
