import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { DemoPicture, DemoSet } from './demo-picture.ts'
import { demoSetOf } from './demo-picture.ts'
import { readDebianCopyright } from './debian-copyright.ts'
import { drawSnug } from './draw.ts'
import { spreadByGroup } from './spread.ts'
import { tuxpaintPicks } from './tuxpaint.picks.ts'
import { tagsFrom, titleFrom } from './wording.ts'

export const tuxpaintPackage = 'tuxpaint-stamps-default'

const setName = 'tuxpaint'
const sidePx = 1024

/**
 * The caption and the title of a stamp, from the text beside it, whose first line is the English one:
 * `A camera.  Say Cheese!` is captioned so and titled `Camera`.
 */
export function readStampText(text: string): { caption: string; title: string } {
  const caption = (text.split('\n')[0] ?? '').replace(/\s+/g, ' ').trim()
  const sentence = caption.match(/^[^.!?(,]+/)?.[0] ?? caption
  return { caption, title: titleFrom(sentence.trim().replace(/^(a pair of|an?|the|some)\s+/i, '')) }
}

/** The set, from the unpacked package: its `.svg` stamps drawn, its `.png` stamps as they are. */
export async function openTuxpaint(folder: string): Promise<DemoSet> {
  const credit = readDebianCopyright(
    await readFile(join(folder, 'usr/share/doc', tuxpaintPackage, 'copyright'), 'utf8'),
  )
  const stamps = join(folder, 'usr/share/tuxpaint/stamps')
  const pictures: DemoPicture[] = []
  for (const path of tuxpaintPicks) {
    const file = join(stamps, path)
    const text = file.replace(/\.(svg|png)$/, '.txt')
    const found = credit(`stamps/${path}`)
    if (!found || !existsSync(file) || !existsSync(text)) continue
    const { caption, title } = readStampText(await readFile(text, 'utf8'))
    pictures.push({
      set: setName,
      name: path.replace(/\.(svg|png)$/, ''),
      file: async () => (path.endsWith('.svg') ? drawSnug(await readFile(file), sidePx) : readFile(file)),
      title,
      alt: `${caption} Cut out, on a transparent background.`,
      tags: tagsFrom([
        ...title.split(' ').slice(-1),
        ...basename(path)
          .replace(/\.\w+$/, '')
          .split(/[\d_-]+/),
        ...dirname(path)
          .split('/')
          .filter((part) => part !== 'cartoon')
          .reverse(),
        'cut-out',
        path.endsWith('.svg') ? 'drawing' : 'photo',
      ]),
      licence: found.licence,
      attribution: `${found.holders.join(', ')} and the contributors of Tux Paint (tuxpaint.org)`,
      sourceUrl: 'https://tuxpaint.org/stamps/',
    })
  }
  return demoSetOf(
    {
      name: setName,
      label: 'Tux Paint stamps',
      about: 'Rubber stamps of the drawing program for children: drawings and photographs, cut out.',
      member: { username: 'tuxpaint', displayName: 'Tux Paint stamps' },
      licence: 'GPL-2.0-or-later',
    },
    spreadByGroup(pictures, ({ name }) => dirname(name)),
  )
}
