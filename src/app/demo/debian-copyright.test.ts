import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoLicenceOf, readDebianCopyright } from './debian-copyright.ts'

const copyright = `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Wallpapers

Files: *
Copyright: 2002-2022 by Bill Example <bill@example.org>
License: GPL-2

Files: nature/Aqua.jpg
       nature/Lady*.jpg
Copyright: 2008, Charles Example <charles@example.org>´
           2008, "Dara" <dara@example.org>
License: GPL-2+
Comment: see AUTHORS

Files: 16.04/seeding.jpg
Copyright: Clemens Example, 2018
License: CC0-1.0

Files: secret.jpg
Copyright: 2018. Eve Example
License: Artistic-9

Files: nobody.png
Copyright: *No copyright*
License: GPL-2+

License: GPL-2
 You may use version 2 of the License, or (at your option) any later
 version.
`

test('a picture is credited to whom the last matching paragraph names, without addresses and years', () => {
  const creditOf = readDebianCopyright(copyright)
  assert.deepEqual(creditOf('nature/LadyBird.jpg'), {
    licence: 'GPL-2.0-or-later',
    holders: ['Charles Example', 'Dara'],
  })
  assert.deepEqual(creditOf('16.04/seeding.jpg'), { licence: 'CC0-1.0', holders: ['Clemens Example'] })
  assert.deepEqual(creditOf('anything/else.png'), { licence: 'GPL-2.0-or-later', holders: ['Bill Example'] })
})

test('a picture under an unknown licence, or of nobody, has no credit', () => {
  const creditOf = readDebianCopyright(copyright)
  assert.equal(creditOf('secret.jpg'), null)
  assert.equal(creditOf('nobody.png'), null)
  assert.equal(readDebianCopyright('Just some words, as older packages have them.')('a.png'), null)
})

test('the text decides whether GPL-2 allows later versions', () => {
  assert.equal(demoLicenceOf('GPL-2', 'either version 2, or (at your option) any\nlater version'), 'GPL-2.0-or-later')
  assert.equal(demoLicenceOf('GPL-2', 'version 2 of the License'), null)
  assert.equal(demoLicenceOf('CC-BY-NC-2.0', ''), null)
})
