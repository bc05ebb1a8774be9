import { fetchDebianPackages } from './debian-packages.ts'
import type { DemoSet, FetchedSets, MissingPart } from './demo-picture.ts'
import type { FetchedPackage } from './fetched-package.ts'
import { fetchNpmPackage } from './npm-package.ts'
import { openOpenclipart, openclipartPackage } from './openclipart.ts'
import { openOpenmoji, openmojiPackage } from './openmoji.ts'
import { openTuxpaint, tuxpaintPackage } from './tuxpaint.ts'
import { backdropPackages, openBackdrops, openPhotographs, photographPackages } from './wallpapers.ts'

type Folders = ReadonlyMap<string, string>

interface DemoSource {
  readonly packages: readonly string[]
  readonly open: (folders: Folders) => Promise<DemoSet>
}

/** The sets, in the order in which they are told of, and what each is made from. */
const sources: readonly DemoSource[] = [
  { packages: photographPackages, open: openPhotographs },
  { packages: backdropPackages, open: openBackdrops },
  { packages: [openclipartPackage], open: (folders) => openOpenclipart(folderOf(folders, openclipartPackage)) },
  { packages: [tuxpaintPackage], open: (folders) => openTuxpaint(folderOf(folders, tuxpaintPackage)) },
  { packages: [openmojiPackage.name], open: (folders) => openOpenmoji(folderOf(folders, openmojiPackage.name)) },
]

/** The largest last, so that who interrupts has most of it. */
const debianPackages = [...new Set([...photographPackages, ...backdropPackages, openclipartPackage, tuxpaintPackage])]

const olderRelease = 'The demo knows the packages of Debian 12; on that release it is complete.'

/**
 * Fetches what is not there yet into `folder`, and says what it could not have.
 *
 * What is there is not fetched again, and a package half fetched is fetched anew; so this may be interrupted and
 * repeated at will. Two of these at once on one folder are not foreseen. The whole is 300 MB of downloads, of which
 * openmoji, the only one needed for a thousand pictures, is 4 MB.
 *
 * @param say gets one line at a time, about what is going on.
 * @throws the reason of the signal, when it was aborted and all programs started here have ended.
 */
export async function fetchDemoSets(
  folder: string,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<FetchedSets> {
  const fetching = { say, signal }
  const folders = new Map<string, string>()
  const missing: MissingPart[] = []
  const note = (name: string, fetched: FetchedPackage) => {
    if ('folder' in fetched) {
      folders.set(name, fetched.folder)
      return
    }
    missing.push({ name, why: fetched.why, whatToDo: fetched.whatToDo })
    say(`${name}: not to be had here`)
  }

  note(openmojiPackage.name, await fetchNpmPackage(folder, openmojiPackage, fetching))
  for (const [name, fetched] of await fetchDebianPackages(folder, debianPackages, fetching)) note(name, fetched)

  const sets: DemoSet[] = []
  for (const { packages, open } of sources) {
    if (!packages.some((name) => folders.has(name))) continue
    const set = await open(folders)
    if (set.pictureCount > 0) sets.push(set)
    else
      missing.push({
        name: set.name,
        why: 'this version of its packages has none of its pictures',
        whatToDo: olderRelease,
      })
    say(`${set.label}: ${set.pictureCount} pictures`)
  }
  return { sets, missing }
}

function folderOf(folders: Folders, name: string): string {
  const folder = folders.get(name)
  if (folder === undefined) throw new Error(`The package ${name} was not fetched.`)
  return folder
}
