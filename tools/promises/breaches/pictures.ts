import type { Breaches } from '../breach.ts'

/** Pictures: who may see them, what is agreed to, and what is left of them. */
export const pictureBreaches: Breaches = {
  'public pictures are shown to members only': {
    file: 'src/library/images/access.rules.ts',
    text: "return image.status === 'ready' && image.visibility !== 'private'",
    becomes: "return image.status === 'ready' && image.visibility !== 'private' && actor.kind === 'member'",
    fails: 'test/promises/visitor.test.ts › finds, looks at and downloads a picture',
  },
  'a private picture is shown to whoever has its address': {
    file: 'src/library/images/access.rules.ts',
    text: "return image.status === 'ready' && image.visibility !== 'private'",
    becomes: "return image.status === 'ready'",
    fails: 'test/promises/pictures.test.ts › private is for its owner alone',
  },
  'a deleted picture leaves its master on the disk': {
    file: 'src/library/images/purge-images.ts',
    text: 'await releaseBlobs(tx, masterUsedBy(imageId))',
    becomes: '',
    fails: 'test/promises/pictures.test.ts › a deleted picture is 404 at every address at once',
  },
  'a picture is taken without the tick under the country of storage': {
    file: 'src/library/images/receive-picture.ts',
    text: "if (input.agreeRegion !== undefined || member.via.kind !== 'session') return",
    becomes: "if (input.agreeRegion === undefined || member.via.kind !== 'session') return",
    fails: 'test/promises/pictures.test.ts › an upload without the tick that names the country',
  },
}
