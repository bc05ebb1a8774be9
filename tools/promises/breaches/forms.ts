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
  'a way in says not on what it rests': {
    file: 'src/app/collecting.ts',
    text: "'POST /sign-out': {",
    becomes: "'POST /sign-out?/': {",
    fails: 'test/promises/forms.test.ts › rest on a basis',
  },
  'accounts are made without agreement to the privacy policy': {
    file: 'src/accounts/people/sign-up.ts',
    text: "agreePrivacy: ticked('Read the privacy policy and agree to it.'),",
    becomes: "agreePrivacy: ticked('Read the privacy policy and agree to it.').optional(),",
    fails: 'test/promises/forms.test.ts › without what it rests on',
  },
  'when a picture was last looked at is written down': {
    file: 'src/library/images/get-image.ts',
    text: 'if (row.duplicate_of === null) return presentImage(ctx, actor, row)',
    becomes:
      "await ctx.db.updateTable('library_images').set({ updated_at: ctx.clock.now() }).where('id', '=', row.id).execute()\n  if (row.duplicate_of === null) return presentImage(ctx, actor, row)",
    fails: 'test/promises/forms.test.ts › looking at pages writes no row of anybody',
  },
  'the form of a picture asks for a title in any case': {
    file: 'src/library/images/edit-image.ts',
    text: 'title: imageFields.title.optional(),',
    becomes: 'title: imageFields.title,',
    fails: 'test/promises/forms.test.ts › what a form requires',
  },
  'fields that nobody asked for are logged': {
    file: 'src/wire/receive.ts',
    text: 'fields.set(name, fieldText(name, value))',
    becomes: "fields.set(name, fieldText(name, value))\n        ctx.log.error('a field came', { code: name })",
    fails: 'test/promises/forms.test.ts › whatever else is sent along',
  },
  'the log holds the addresses that are asked for': {
    file: 'src/platform/http/server.ts',
    text: 'const { route = routeOf(request), code } =',
    becomes: 'const { route = request.url, code } =',
    fails: 'test/promises/forms.test.ts › a visit by which somebody is named',
  },
  'a column for a religion may be declared': {
    file: 'src/declaration/sensitive.rules.ts',
    text: 'religio(n|ns|us)|',
    becomes: '',
    fails: 'tools/checks/declared.test.ts › every planted violation is found',
  },
}
