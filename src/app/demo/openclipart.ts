import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DemoPicture, DemoSet } from './demo-picture.ts'
import { demoSetOf } from './demo-picture.ts'
import { drawSnug } from './draw.ts'
import { openclipartPicks } from './openclipart.picks.ts'
import { spreadByGroup } from './spread.ts'
import { tagsFrom } from './wording.ts'

/** The SVG package, not `openclipart-png`: a fifth of the download, any size, and only it says who drew what. */
export const openclipartPackage = 'openclipart-svg'

const setName = 'openclipart'
const sidePx = 1024

export interface ClipartFacts {
  readonly title: string
  readonly creator: string
  readonly subjects: readonly string[]
  readonly isPublicDomain: boolean
}

/** What a drawing of the Open Clip Art Library says of itself, in the RDF inside the SVG. */
export function readClipartFacts(svg: string): ClipartFacts {
  const metadata = svg.match(/<metadata[\s\S]*?<\/metadata>/)?.[0] ?? ''
  const creator = metadata.match(/<dc:creator>[\s\S]*?<dc:title>([^<]*)</)?.[1] ?? ''
  const subjects = metadata.match(/<dc:subject>[\s\S]*?<\/dc:subject>/)?.[0] ?? ''
  return {
    title: plain(metadata.match(/<dc:title>([^<]*)</)?.[1] ?? ''),
    creator: plain(creator).replace(/\s*[(<[]?\S+@\S+[)>\]]?/, ''),
    subjects: [...subjects.matchAll(/<rdf:li>([^<]*)</g)].map((match) => plain(match[1] ?? '')),
    isPublicDomain: /<(?:cc:)?license\s+rdf:resource="[^"]*public-?domain\/?"/i.test(metadata),
  }
}

/** The set, from the unpacked package; only drawings that say themselves that they are in the public domain. */
export async function openOpenclipart(folder: string): Promise<DemoSet> {
  const root = join(folder, 'usr/share/openclipart/svg')
  const pictures: DemoPicture[] = []
  for (const [path, title] of openclipartPicks) {
    const file = join(root, `${path}.svg`)
    if (!existsSync(file)) continue
    const facts = readClipartFacts(await readFile(file, 'utf8'))
    if (!facts.isPublicDomain) continue
    const creator = facts.creator || 'an unnamed artist'
    pictures.push({
      set: setName,
      name: path,
      file: async () => drawSnug(await readFile(file), sidePx),
      title,
      alt: `Clip art: ${title}, on a transparent background.`,
      tags: tagsFrom([
        ...facts.subjects.filter((subject) => !isNoise(subject, creator)),
        ...dirname(path)
          .split('/')
          .filter((part) => part !== 'unsorted')
          .reverse(),
        'clip art',
      ]),
      licence: 'public-domain',
      attribution: `${creator}, Open Clip Art Library (openclipart.org)`,
      sourceUrl: 'https://openclipart.org/',
      ...(facts.title && facts.title.toLowerCase() !== title.toLowerCase()
        ? { description: `Its maker called it “${facts.title}”.` }
        : {}),
    })
  }
  return demoSetOf(
    {
      name: setName,
      label: 'Open Clip Art Library',
      about: 'Drawings that their makers gave to the public domain, release 0.18 of the Open Clip Art Library.',
      member: { username: 'openclipart', displayName: 'Open Clip Art' },
      licence: 'public-domain',
    },
    spreadByGroup(pictures, ({ name }) => dirname(name)),
  )
}

/** Left-overs of the library's own tools among its keywords. */
function isNoise(subject: string, creator: string): boolean {
  return /^(hash.*|unsorted|\d+|0x\w+)$/i.test(subject) || subject.toLowerCase() === creator.toLowerCase()
}

function plain(text: string): string {
  return text
    .replaceAll('&amp;', '&')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replace(/\s+/g, ' ')
    .trim()
}
