import type { Command } from 'commander'
import { loadDemo, openHouse, putHouse, startWork, watchHouse } from '#app'
import type { OpenHouse } from '#app'
import { type Config, readConfig } from '#platform/config'
import { readCertificate } from '#platform/certificate'
import { systemClock } from '#platform/clock'
import { builtSite, developmentSite, openWire } from '#wire'
import { buildSite, builtSiteFolder } from '../build-site.ts'
import { builtTag } from '../build-tag.ts'
import { type Listening, listen } from '../listen.ts'
import { stopOnSignal } from '../stop-in-order.ts'
import { say } from '../with-house.ts'

export function addStart(program: Command): void {
  program
    .command('start')
    .description('run Vitrine: site, pictures, API and queued work')
    .option('--dev', 'compile the site as it is asked for')
    .action(async ({ dev = false }: { dev?: boolean }) => {
      const config = readConfig(process.env, process.cwd())
      await start(config, dev)
    })
}

async function start(config: Config, dev: boolean): Promise<void> {
  const began = performance.now()
  const { tls } = config
  const certificate = tls ? await readCertificate({ ...config, tls }, systemClock.now()) : undefined
  for (const care of certificate?.cares ?? []) say(care)
  const [open, tag] = await both(openHouse({ config, say }), builtFiles(config, dev))
  const { ctx, house } = open
  if (open.first) await ctx.storage.clearWork()
  putHouse(house)
  watchHouse(open)

  const server = await openWire({
    house,
    pem: certificate,
    openSite: !config.roles.has('site') ? null : dev ? developmentSite : () => builtSite(builtSiteFolder),
    tag,
  })
  const work = config.roles.has('worker') ? await startWork(open) : null
  let listening: Listening | undefined
  const demo = new AbortController()
  stopOnSignal({
    underway: [async () => demo.abort(), async () => listening?.stop(), () => server.close(), async () => work?.stop()],
    last: [async () => putHouse(undefined), () => open.close()],
  })

  listening = await listen(server, ctx, certificate)
  const shown =
    config.isPublic || config.port !== 0
      ? config.origin.origin
      : `${config.origin.protocol}//localhost:${listening.port}`
  say(`ready at ${shown} after ${((performance.now() - began) / 1000).toFixed(1)} s`)
  await howToBegin(open, shown)
  if (config.demo && work) await demoOnEmpty(open, demo.signal)
}

/** What is built before it can be served: the site, which development compiles as it is asked for, and the tag. */
async function builtFiles(config: Config, dev: boolean): Promise<Buffer | null> {
  if (!dev && config.roles.has('site')) await buildSite(say)
  return config.roles.has('wire') ? builtTag(say) : null
}

/** Waits for both, so that a failure of one does not leave the other half done. */
async function both<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([first, second])
  if (a.status === 'rejected') throw a.reason
  if (b.status === 'rejected') {
    await (a.value as OpenHouse).close()
    throw b.reason
  }
  return [a.value, b.value]
}

/** On a house without staff or pictures, says how to get either. */
async function howToBegin({ ctx, house }: OpenHouse, address: string): Promise<void> {
  if (!(await house.roles.hasStaff(ctx))) {
    say('nobody is staff yet. Make an account, then:  npm run -s vitrine -- staff create --username YOU --roles admin')
    say(`staff signs in with a second factor; set it up at ${address}/settings/security`)
  }
  if (await house.isEmpty()) {
    say(`the library is empty. Begin at ${address}/sign-up, or load the demo world:  npm run -s vitrine -- demo`)
  }
  if (!ctx.config.smtpUrl) say(`mails are not sent; they are put into ${ctx.config.home}/outbox`)
  if (!ctx.config.keysApart) say(`keys lie beside the data; for a public site name a file elsewhere in VITRINE_KEYS`)
}

async function demoOnEmpty({ house }: OpenHouse, signal: AbortSignal): Promise<void> {
  if (!(await house.isEmpty())) return
  say('loading the demo world')
  let told = 0
  const { taken, members, staff } = await loadDemo({
    house,
    say,
    signal,
    onStep: (done) => {
      if (done - told < 100) return
      told = done
      say(`${done} pictures taken in`)
    },
  })
  say(`the demo world is here: ${taken} pictures. Sign in as:`)
  for (const { username, password } of [...members, ...staff]) say(`  ${username}  ${password}`)
}
