import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Credit } from './debian-copyright.ts'
import { readDebianCopyright } from './debian-copyright.ts'
import type { DemoPicture, DemoSet } from './demo-picture.ts'
import { demoSetOf } from './demo-picture.ts'
import { photograph } from './draw.ts'
import { spreadByGroup } from './spread.ts'
import type { WallpaperPick } from './wallpapers.picks.ts'
import { backdropPicks, photographPicks } from './wallpapers.picks.ts'
import { tagsFrom } from './wording.ts'

const lomiriUrl = 'https://gitlab.com/ubports/development/core/lomiri-wallpapers'

/** What each package is called and where it comes from, for who wants to see the source. */
const sourceOf: ReadonlyMap<string, { readonly label: string; readonly url: string }> = new Map([
  ['mate-backgrounds', { label: 'MATE Backgrounds', url: 'https://github.com/mate-desktop/mate-backgrounds' }],
  ['lomiri-wallpapers-16.04', { label: 'Lomiri Wallpapers', url: lomiriUrl }],
  ['lomiri-wallpapers-20.04', { label: 'Lomiri Wallpapers', url: lomiriUrl }],
  ['tuxpaint-data', { label: 'Tux Paint', url: 'https://tuxpaint.org/' }],
  ['gnome-backgrounds', { label: 'GNOME Backgrounds', url: 'https://gitlab.gnome.org/GNOME/gnome-backgrounds' }],
])

export const photographPackages = packagesOf(photographPicks)
export const backdropPackages = packagesOf(backdropPicks)

function packagesOf(picks: readonly WallpaperPick[]): readonly string[] {
  return [...new Set(picks.map((pick) => pick.from))]
}

/**
 * The credits of gnome-backgrounds, whose copyright file is no machine-readable one: as its AUTHORS file (43.1) says.
 * Pictures that it does not name are not shown.
 */
export function gnomeCredit(file: string): Credit | null {
  if (file === 'oceans.svg') return { licence: 'CC-BY-4.0', holders: ['Ed Hawkins'] }
  return /^(adwaita|blobs|drool|field|grid|pixels|symbolic|wood)-/.test(file)
    ? { licence: 'CC-BY-SA-3.0', holders: ['Jakub Steiner'] }
    : null
}

/** The photographs, from the unpacked packages that are there. */
export function openPhotographs(folders: ReadonlyMap<string, string>): Promise<DemoSet> {
  return openWallpapers(folders, photographPicks, {
    name: 'photographs',
    label: 'Photographs',
    about: 'Photographs from the desktops MATE and Lomiri and from Tux Paint, each with its own maker and licence.',
    member: { username: 'photo-walk', displayName: 'Photo Walk' },
    licence: 'various',
  })
}

/** Paintings and abstract pictures, from the unpacked packages that are there. */
export function openBackdrops(folders: ReadonlyMap<string, string>): Promise<DemoSet> {
  return openWallpapers(folders, backdropPicks, {
    name: 'backdrops',
    label: 'Backdrops',
    about: 'Paintings and abstract pictures from the desktops GNOME, MATE and Lomiri.',
    member: { username: 'backdrops', displayName: 'Backdrops' },
    licence: 'various',
  })
}

async function openWallpapers(
  folders: ReadonlyMap<string, string>,
  picks: readonly WallpaperPick[],
  facts: Omit<DemoSet, 'pictureCount' | 'pictures'>,
): Promise<DemoSet> {
  const credits = new Map<string, (source: string) => Credit | null>([['gnome-backgrounds', gnomeCredit]])
  for (const [name, folder] of folders) {
    const copyright = join(folder, 'usr/share/doc', name, 'copyright')
    if (credits.has(name) || !existsSync(copyright)) continue
    credits.set(name, readDebianCopyright(await readFile(copyright, 'utf8')))
  }
  const pictures = picks.flatMap((pick): DemoPicture[] => {
    const folder = folders.get(pick.from)
    const credit = credits.get(pick.from)?.(pick.source)
    if (!folder || !credit) return []
    const file = join(folder, pick.path)
    if (!existsSync(file)) return []
    const source = sourceOf.get(pick.from)
    return [
      {
        set: facts.name,
        name: `${pick.from}/${basename(pick.path)}`,
        file: () => photograph(file),
        title: pick.title,
        alt: pick.alt,
        tags: tagsFrom([...pick.tags.split(','), facts.name === 'photographs' ? 'photo' : 'background']),
        licence: credit.licence,
        attribution: [...credit.holders, ...(source ? [source.label] : [])].join(', '),
        ...(source ? { sourceUrl: source.url } : {}),
      },
    ]
  })
  return demoSetOf(
    facts,
    spreadByGroup(pictures, ({ name }) => name.split('/')[0] ?? ''),
  )
}
