import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '#test/product'

export interface Baseline {
  readonly name: string
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

/** Servers that are measured have the first core to themselves. */
export const onFirstCore = ['taskset', '-c', '0'] as const

async function answered(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const status = await fetch(url).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 200) return
    await sleep(50)
  }
  throw new Error(`${url} does not answer`)
}

async function begin(
  name: string,
  path: string,
  port: number,
  program: string,
  args: readonly string[],
): Promise<Baseline> {
  const [first, ...rest] = [...onFirstCore, program, ...args]
  const child: ChildProcess = spawn(first, rest, { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}${path}`
  await answered(url).catch((error: unknown) => {
    child.kill('SIGTERM')
    throw error
  })
  return {
    name,
    url,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

/** nginx with one worker, as it would stand in front: sendfile, open files cached, no log of access. */
export async function startNginx(folder: string, file: string): Promise<Baseline> {
  const port = await freePort()
  mkdirSync(join(folder, 'tmp'), { recursive: true })
  const configuration = join(folder, 'nginx.conf')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/tmp;`)
    .join(' ')
  writeFileSync(
    configuration,
    `${process.getuid?.() === 0 ? 'user root;' : ''} worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log stderr error;
     events { worker_connections 512; }
     http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=100; etag on;
       types { image/webp webp; } ${temporary}
       server { listen 127.0.0.1:${port}; root ${folder};
         location / { add_header Cache-Control "public, max-age=31536000, immutable"; } } }`,
  )
  return begin('nginx', `/${file}`, port, 'nginx', ['-e', 'stderr', '-c', configuration])
}

/** The least that Node can do: one answer from memory, whatever is asked. */
export async function startBare(body: string, headers: Readonly<Record<string, string>>): Promise<Baseline> {
  const port = await freePort()
  const code = `const body = require('node:fs').readFileSync(process.argv[1])
    const headers = { ...JSON.parse(process.argv[2]), 'content-length': body.length }
    require('node:http').createServer((_, answer) => { answer.writeHead(200, headers); answer.end(body) }).listen(${port}, '127.0.0.1')`
  return begin('bare node:http', '/', port, process.execPath, ['-e', code, body, JSON.stringify(headers)])
}
