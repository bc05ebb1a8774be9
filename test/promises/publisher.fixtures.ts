import { once } from 'node:events'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Pictures of the pages, with how wide and high each is shown. */
const pictures = `
  <main>
    <img id="wide" class="photo" src="/picture.svg" alt="" width="640" height="480">
    <img id="low" src="/picture.svg" alt="" width="640" height="400">
    <img id="logo" class="logo" src="/picture.svg" alt="" width="600" height="400">
  </main>
  <img id="small" src="/picture.svg" alt="" width="320" height="480">
  <img id="tiny" src="/picture.svg" alt="" width="200" height="100">
  <img id="gone" src="/nothing.svg" alt="" width="640" height="480">
  <img id="hidden" src="/picture.svg" alt="" width="640" height="480" style="visibility: hidden">`

/** What a page of somebody else could hold against a tag: whatever it touches is noted. */
const watch = `<script>
  window.touched = []
  for (const [of, names] of [[Document.prototype, ['cookie']], [window, ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore']]])
    for (const name of names) {
      const there = Object.getOwnPropertyDescriptor(of, name) ?? Object.getOwnPropertyDescriptor(Window.prototype, name)
      if (there) Object.defineProperty(of, name, { configurable: true, get() { touched.push(name); return there.get?.call(this) } })
    }
  window.namesBefore = Object.getOwnPropertyNames(window).length
</script>`

export interface PublishersPages {
  readonly port: number
  /** What its pages carry. */
  carry(tag: string): void
  close(): Promise<void>
}

/** The pages of publishers, on a server of their own, whatever name they are asked under. */
export async function openPublishersPages(): Promise<PublishersPages> {
  let tag = ''
  const server: Server = createServer(({ url }, response) => {
    if (url === '/picture.svg') {
      response.setHeader('content-type', 'image/svg+xml')
      response.end(
        '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><rect width="64" height="48"/></svg>',
      )
    } else if (url?.endsWith('.svg')) {
      response.writeHead(404).end()
    } else {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.setHeader('set-cookie', 'reader=somebody')
      response.end(`<!doctype html><title>News</title>${watch}${tag}${pictures}`)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    carry: (line) => void (tag = line),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
