import { upload as words } from '#site/messages/en.ts'

/** What the page knows about one file on its way. */
export interface QueuedFile {
  readonly key: number
  readonly file: File
  /** Address of the file itself in this tab, for its thumbnail. */
  readonly preview: string
  title: string
  alt: string
  state: 'waiting' | 'sending' | 'preparing' | 'done' | 'failed'
  /** Of what was sent, 0 to 100. */
  percent: number
  /** Why it failed, in words for the person. */
  problem: string | null
  /** Whether trying again can help: not where the file itself is no good. */
  mayRetry: boolean
  /** The page of the picture, once there is one. */
  page: string | null
  note: string | null
}

/** Fields that hold for every file of the batch. */
export type SharedFields = Readonly<Record<string, string>>

/** The limits are those of the server, which decides; here they save a wait. */
const maxBytes = 40 * 1024 * 1024
const kinds = /^image\/(png|jpeg|webp|gif|avif)$/
/** How many files travel at once: one fills most connections, two hide the pauses between. */
const atOnce = 2

interface ImageAnswer {
  readonly status?: 'ready' | 'processing' | 'refused'
  readonly page?: string
  readonly duplicate?: 'exact' | 'pixels'
  readonly detail?: string
  readonly fields?: Readonly<Record<string, string>>
  readonly code?: string
}

/** The files of the upload page, from being chosen to being pictures. Lives in the browser only. */
export class UploadQueue {
  files = $state<QueuedFile[]>([])
  sending = $state(false)
  #keys = 0
  #requests = new Map<number, XMLHttpRequest>()

  readonly #finished = $derived(this.files.filter(({ state }) => state === 'done').length)
  readonly #open = $derived(this.files.filter(({ state }) => state === 'waiting').length)

  get finished(): number {
    return this.#finished
  }

  /** How many would be sent now. */
  get open(): number {
    return this.#open
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      const known = this.files.some(
        (other) =>
          other.file.name === file.name &&
          other.file.size === file.size &&
          other.file.lastModified === file.lastModified,
      )
      if (known) continue
      const problem = problemOf(file)
      this.files.push({
        key: ++this.#keys,
        file,
        preview: kinds.test(file.type) ? URL.createObjectURL(file) : '',
        title: titleFrom(file.name),
        alt: '',
        state: problem === null ? 'waiting' : 'failed',
        percent: 0,
        problem,
        mayRetry: problem === null,
        page: null,
        note: null,
      })
    }
  }

  remove(key: number): void {
    this.#requests.get(key)?.abort()
    const index = this.files.findIndex((file) => file.key === key)
    const [gone] = index < 0 ? [] : this.files.splice(index, 1)
    if (gone?.preview) URL.revokeObjectURL(gone.preview)
  }

  /** Puts a file that failed back into the queue. */
  retry(key: number): void {
    const file = this.files.find((other) => other.key === key)
    if (file?.state !== 'failed') return
    file.state = 'waiting'
    file.problem = null
    file.percent = 0
  }

  /** Sends everything that waits; resolves when nothing is on its way. */
  async send(shared: SharedFields): Promise<void> {
    if (this.sending) return
    this.sending = true
    const lane = async (): Promise<void> => {
      for (;;) {
        const next = this.files.find(({ state }) => state === 'waiting')
        if (!next) return
        await this.#sendOne(next, shared)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, lane))
    this.sending = false
  }

  #sendOne(file: QueuedFile, shared: SharedFields): Promise<void> {
    file.state = 'sending'
    const body = new FormData()
    for (const [name, value] of Object.entries(shared)) body.set(name, value)
    if (file.title) body.set('title', file.title)
    if (file.alt) body.set('alt', file.alt)
    // Last, so that the server knows the fields before the bytes come. The name of the file stays here.
    body.set('file', file.file, 'picture')

    return new Promise((resolve) => {
      const request = new XMLHttpRequest()
      this.#requests.set(file.key, request)
      const end = (): void => {
        this.#requests.delete(file.key)
        resolve()
      }
      const fail = (problem: string): void => {
        file.state = 'failed'
        file.problem = problem
        end()
      }
      request.open('POST', '/upload/pictures')
      request.setRequestHeader('Accept', 'application/json')
      request.responseType = 'json'
      request.upload.onprogress = ({ loaded, total }) => {
        file.percent = total > 0 ? Math.round((100 * loaded) / total) : 0
      }
      request.upload.onload = () => {
        file.percent = 100
        file.state = 'preparing'
      }
      request.onerror = () => fail(words.queue.failedNetwork)
      request.onabort = end
      request.onload = () => {
        const answer = (request.response ?? {}) as ImageAnswer
        if (request.status >= 400) {
          // A reason that is of one field says more than that there is one.
          const [reason] = Object.values(answer.fields ?? {})
          fail(reason ?? answer.detail ?? words.queue.failedUnknown)
          return
        }
        file.state = 'done'
        file.page = answer.page ?? null
        file.note = answer.duplicate
          ? words.queue.duplicate
          : request.status === 202
            ? words.queue.processing
            : words.queue.done
        end()
      }
      request.send(body)
    })
  }
}

/** Why a file need not even be tried, or null. */
function problemOf(file: File): string | null {
  if (file.size === 0) return words.queue.empty
  if (file.size > maxBytes) return words.queue.tooLarge
  if (file.type === 'image/svg+xml') return words.outcome.reasons['svg-refused'] ?? words.queue.notPicture
  return file.type !== '' && !kinds.test(file.type) ? words.queue.notPicture : null
}

/** A first title from the name of a file; none where the name is a camera's or a machine's. */
function titleFrom(name: string): string {
  const words = name
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replaceAll(/[_\-.+]+/g, ' ')
    .trim()
  if (/^(img|dsc|dscn|pxl|image|photo|screenshot|untitled|picture)?\s*[\d\s]*$/i.test(words)) return ''
  return words.length > 120 ? '' : words.charAt(0).toUpperCase() + words.slice(1)
}
