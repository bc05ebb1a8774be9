import type { Breaches } from '../breach.ts'

/** Forms: what they take, and what they leave. */
export const formBreaches: Breaches = {
  'a social-security number in a text is saved': {
    file: 'src/platform/free-text/free-text.ts',
    text: 'if (holdsSocialSecurityNumber(text)) throw',
    becomes: "if (text === '' && holdsSocialSecurityNumber(text)) throw",
    fails: 'test/promises/sensitive.test.ts › in the text about oneself',
  },
  'tags are not looked at for social-security numbers': {
    file: 'src/library/images/fields.ts',
    text: "const tagText = freeText('tags')",
    becomes: 'const tagText = z.string()',
    fails: 'test/promises/sensitive.test.ts › nor in any other words of a person',
  },
  'a column for a religion may be declared': {
    file: 'src/declaration/sensitive.rules.ts',
    text: 'religio(n|ns|us)|',
    becomes: '',
    fails: 'tools/checks/declared.test.ts › every planted violation is found',
  },
}
