import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Member } from '#accounts/people'
import { type DemoPicture, type DemoSet, fetchDemoSets, inGalleryOrder } from '#app/demo'
import type { House } from './house.ts'
import { type ImportReport, type PictureToImport, importPictures } from './import-pictures.ts'

export interface DemoOptions {
  readonly house: House
  readonly say: (line: string) => void
  readonly signal: AbortSignal
  readonly onStep: (done: number, total: number) => void
}

/** What a script needs to go on with the demo world. */
export interface DemoWorld extends ImportReport {
  readonly members: readonly { readonly username: string; readonly password: string }[]
  readonly staff: readonly { readonly username: string; readonly password: string }[]
  readonly missing: readonly { readonly name: string; readonly why: string; readonly whatToDo: string }[]
}

/** Somebody to sign in as, and somebody with every duty. */
const visitorsGuide = { username: 'ada', displayName: 'Ada' } as const
const caretaker = { username: 'curator', displayName: 'Curator' } as const

/**
 * Loads the demo world: fetches sets of freely licensed pictures and takes them in as a member each. Running it again
 * adds what is missing and changes nothing else.
 */
export async function loadDemo({ house, say, signal, onStep }: DemoOptions): Promise<DemoWorld> {
  const { ctx } = house
  const { sets, missing } = await fetchDemoSets(join(ctx.config.home, 'demo'), say, signal)
  for (const { name, why, whatToDo } of missing) say(`without ${name}: ${why}. ${whatToDo}`)

  const guide = await demoMember(house, visitorsGuide)
  const keeper = await demoMember(house, caretaker)
  await house.roles.grantRoles(
    ctx,
    { kind: 'system' },
    { personId: keeper.actor.personId, roles: house.people.staffRoles },
  )
  const owners = new Map<string, Member>()
  for (const set of sets) owners.set(set.name, (await demoMember(house, set.member)).actor)

  const total = sets.reduce((sum, { pictureCount }) => sum + pictureCount, 0)
  say(`taking ${total} pictures in`)
  const report = await importPictures(house, {
    pictures: asUploads(sets, owners),
    signal,
    onStep: (done) => onStep(done, total),
  })
  return {
    ...report,
    members: [{ username: guide.username, password: guide.password }],
    staff: [{ username: keeper.username, password: keeper.password }],
    missing,
  }
}

interface DemoMember {
  readonly username: string
  readonly password: string
  readonly actor: Member
}

/** The password is drawn from this installation's keys: known to whoever runs it, and the same every time. */
async function demoMember(
  house: House,
  { username, displayName }: { readonly username: string; readonly displayName: string },
): Promise<DemoMember> {
  const { ctx, people } = house
  const password = ctx.vault.sign('demo-password', username).slice(0, 20)
  const known = await people.memberByUsername(ctx, username)
  const personId =
    known?.personId ??
    (await people.createMember(ctx, { username, email: `${username}@demo.invalid`, password, verified: true })).personId
  const actor = await people.actorOf(ctx, personId, { kind: 'system' })
  if (!known) await people.editProfile(ctx, actor, { displayName, about: '', profilePublic: true })
  return { username, password, actor }
}

async function* asUploads(
  sets: readonly DemoSet[],
  owners: ReadonlyMap<string, Member>,
): AsyncGenerator<PictureToImport> {
  for await (const picture of inGalleryOrder(sets)) {
    const actor = owners.get(picture.set)
    if (actor) yield toImport(picture, actor)
  }
}

function toImport(picture: DemoPicture, actor: Member): PictureToImport {
  return {
    name: `${picture.set}/${picture.name}`,
    open: async () => Readable.from([await picture.file()]),
    actor,
    input: {
      title: picture.title,
      alt: picture.alt,
      description: picture.description ?? '',
      tags: picture.tags.join(','),
      licence: picture.licence,
      attribution: picture.attribution,
      visibility: 'public',
      agreeRegion: 'on',
    },
  }
}
