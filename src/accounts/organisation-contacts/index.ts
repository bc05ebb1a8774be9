/**
 * Whom to speak to at an organisation: people with rights of their own, who need not be members.
 *
 * Promises: whoever is named is told by a letter what is held, for whom and why; by its link, which is signed and not
 * stored, they see, correct, replace and erase themselves; each is sealed under a key of their own, which goes with them;
 * the organisation sees that one left.
 * Refuses to know: what is spoken about.
 */
export {
  ContactLinkInput,
  type ContactShown,
  CorrectContactInput,
  contactByLink,
  correctContact,
  eraseContact,
  replaceContact,
} from './by-link.ts'
export { type Contact, type ContactKind, contactKinds, findContact } from './contact.ts'
export { hasContact } from './has-contact.ts'
export { contactHandlers } from './letters.ts'
export { contactClosing, contactHolder } from './personal-data.ts'
export {
  type ContactPlace,
  RemoveContactInput,
  SaveContactInput,
  listContacts,
  removeContact,
  saveContact,
} from './save-contact.ts'
export { contactStores } from './stores.ts'
