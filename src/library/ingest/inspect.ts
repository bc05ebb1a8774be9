import { open } from 'node:fs/promises'
import type { Jail } from '#platform/jail'
import { askJail } from './ask-jail.ts'
import { limits } from './limits.ts'
import type { PictureHeader } from './picture.ts'
import { sniff, sniffBytes } from './sniff.ts'

/**
 * What the header of an uploaded file says, before anything of it is decoded.
 *
 * What is no picture at all is refused here in the parent, without a child.
 * @throws Refusal as `sniff` and `readSource`, and those of a broken jail
 */
export async function inspect(jail: Jail, path: string): Promise<PictureHeader> {
  await sniff(await readHead(path))
  return await askJail<PictureHeader>(jail, 'inspect', { path }, { timeoutMs: limits.timeMs, urgency: 'first' })
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sniffBytes), 0, sniffBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
