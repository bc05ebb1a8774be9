import { JailBreak, type Jail, type RunOptions } from '#platform/jail'
import { Refusal } from '#platform/refusal'

/** The module that a jail for pictures runs. */
export const pictureTasks = new URL('./worker.ts', import.meta.url)

/** Runs a picture task; what breaks out of the jail is the fault of the picture, and is refused as such. */
export async function askJail<Out>(
  jail: Jail,
  task: string,
  input: unknown,
  how: RunOptions & { readonly timeoutMs: number },
): Promise<Out> {
  try {
    return await jail.run<Out>(task, input, how)
  } catch (error) {
    throw error instanceof JailBreak ? refusalFor(error) : error
  }
}

function refusalFor({ reason }: JailBreak): Refusal {
  if (reason === 'time') {
    return new Refusal(
      'invalid',
      'picture-too-slow',
      'This picture takes too long to read. Please save it again with fewer pixels or frames, and upload that.',
    )
  }
  if (reason === 'memory') {
    return new Refusal(
      'invalid',
      'picture-too-heavy',
      'This picture needs too much memory to read. Please save it again with fewer pixels or frames, and upload that.',
    )
  }
  return new Refusal(
    'invalid',
    'picture-not-understood',
    'This picture cannot be read. Please open it in a picture editor, export it as PNG or JPEG, and upload that.',
  )
}
