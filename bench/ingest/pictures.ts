import { mkdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cutOut, photograph } from '#test/pictures'

/** Twelve pictures of 4 megapixels in a folder: eight drawings with alpha as PNG, four photographs as JPEG. */
export async function makePictures(folder: string): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true })
  const files: string[] = []
  for (let index = 0; index < 12; index++) {
    const isPhoto = index % 3 === 2
    const file = join(folder, `${index}.${isPhoto ? 'jpg' : 'png'}`)
    await writeFile(file, isPhoto ? await photograph(index, 2400, 1667) : await cutOut(index, 2000))
    files.push(file)
  }
  return files
}
