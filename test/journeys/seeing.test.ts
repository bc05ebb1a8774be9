import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { goodPassword, linkTo, until } from '#test/people'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { type Key, formOf, formType, keyFor } from './bad-input.fixtures.ts'

const token = 'a-token-for-the-figures'
/** What stands for a person in this journey. None of it may be seen in the log or in the figures. */
const marks = {
  address: '203.0.113.77',
  username: 'markerperson',
  email: 'marker.mail@example.org',
  title: 'Markertitle',
  tag: 'markertag',
  query: 'markerquery',
  path: 'markerpath',
  agent: 'MarkerBrowser',
} as const

interface Line {
  readonly level: string
  readonly msg: string
  readonly requestId?: string
  readonly route?: string
  readonly job?: string
  readonly jobId?: string
  readonly code?: string
}

describe('a busy journey', () => {
  let product: Product
  let key: Key
  const secrets: string[] = []
  const answers = new Map<string, string>()
  const all = { 'x-forwarded-for': marks.address, 'user-agent': marks.agent }

  const ask = async (name: string, path: string, options: RequestInit = {}): Promise<Response> => {
    const answer = await fetch(`${product.origin}${path}`, {
      redirect: 'manual',
      ...options,
      headers: { ...all, ...(options.headers as Record<string, string> | undefined) },
    })
    answers.set(name, answer.headers.get('x-request-id') ?? '')
    return answer
  }
  const form = (name: string, path: string, fields: Readonly<Record<string, string>>): Promise<Response> =>
    ask(name, path, {
      method: 'POST',
      headers: { origin: product.origin, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    })
  const figures = async (): Promise<string> => {
    const answer = await fetch(`${product.origin}/metrics`, { headers: { authorization: `Bearer ${token}` } })
    assert.equal(answer.status, 200)
    return answer.text()
  }
  const lines = (): readonly Line[] =>
    product
      .said()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('vitrine: '))
      .map((line) => JSON.parse(line) as Line)

  before(async () => {
    product = await startProduct({
      environment: { LOG_LEVEL: 'debug', TRUSTED_PROXIES: '127.0.0.1, ::1', METRICS_TOKEN: token },
    })
    key = await keyFor(product, 'ada')
    const page = await (await ask('sign-up page', '/sign-up')).text()
    const versionOf = (name: string): string => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? ''
    const versions = { privacyVersion: versionOf('privacyVersion'), termsVersion: versionOf('termsVersion') }
    const signUp = { username: marks.username, email: marks.email, password: goodPassword }
    const agreed = { agreeTerms: 'on', agreePrivacy: 'on', agreeRegion: 'on', birthMonth: '5', birthYear: '1990' }
    assert.equal((await form('sign up', '/sign-up', { ...signUp, ...agreed, ...versions })).status, 303)
    const link = new URL(await linkTo(product, marks.email, '/verify'))
    secrets.push(link.pathname.split('/').at(-1) ?? '')
    await form('verify', link.pathname, {})
    await form('sign in wrongly', '/sign-in', { login: marks.username, password: `wrong ${goodPassword}` })
    const signedIn = await form('sign in', '/sign-in', { login: marks.username, password: goodPassword })
    const cookie = /__Host-session=[^;]+/.exec(signedIn.headers.get('set-cookie') ?? '')?.[0] ?? ''
    secrets.push(cookie.split('=')[1] ?? '')
    await form('forgot', '/forgot', { login: marks.email })
    secrets.push(
      (await linkTo(product, marks.email, '/reset')).split('/').at(-1) ?? '',
      key.authorization.split(' ')[1] ?? '',
    )

    const upload = (name: string, bytes: Buffer): Promise<Response> => {
      const fields = [
        [`name="title"`, marks.title],
        [`name="tags"`, marks.tag],
        [`name="file"; filename="${marks.title}.png"`, bytes],
      ] as const
      const body = formOf(fields) as Buffer<ArrayBuffer>
      return ask(name, '/api/v1/images', { method: 'POST', headers: { ...key, ...formType }, body })
    }
    const image = (await (await upload('upload', await cutOut(1, 300))).json()) as { page: string; download: string }
    await upload('bad upload', Buffer.from(`${marks.title} is no picture`))
    await ask('page', new URL(image.page).pathname, { headers: { cookie } })
    await ask('download', new URL(image.download).pathname)
    await ask('search', `/search?q=${marks.query}`)
    await ask('find', `/api/v1/images?q=${marks.query}&author=${marks.username}`)
    await ask('profile', `/@${marks.username}`, { headers: { cookie } })
    await ask('nothing', `/${marks.path}`)
    await ask('nothing of the API', `/api/v1/${marks.path}`)
    await ask('astray', `/${marks.path}/../${marks.path}`)
    await ask('wrong key', '/api/v1/me', { headers: { authorization: `Bearer ${marks.path}` } })
  })
  after(() => product.remove())

  const holdsNone = (text: string): void => {
    for (const [what, mark] of Object.entries(marks)) {
      assert.ok(!text.toLowerCase().includes(mark.toLowerCase()), `${what}: ${excerpt(text, mark)}`)
    }
    for (const secret of secrets) {
      assert.ok(secret.length > 20)
      assert.ok(!text.includes(secret), excerpt(text, secret))
    }
  }
  const excerpt = (text: string, mark: string): string => {
    const at = text.toLowerCase().indexOf(mark.toLowerCase())
    return text.slice(Math.max(0, at - 200), at + 100)
  }

  test('leaves figures of what was done', async () => {
    const text = await until('all letters and pictures are counted', async () => {
      const found = await figures()
      const sent = found.match(/^vitrine_mail_letters_total\{kind="[a-z.-]+",outcome="sent"\} [1-9]/gm) ?? []
      return sent.length >= 2 && found
    })
    for (const wanted of [
      /^vitrine_images_uploads_total\{outcome="created"\} 1$/m,
      /^vitrine_images_uploads_total\{outcome="refused"\} 1$/m,
      /^vitrine_images_developed_total\{outcome="ready"\} 1$/m,
      /^vitrine_variants_made_total\{format="webp"\} \d$/m,
      /^vitrine_sign_in_tries_total\{outcome="signed in"\} 1$/m,
      /^vitrine_sign_in_tries_total\{outcome="failed"\} 1$/m,
      /^vitrine_jobs_ended_total\{job="library.develop-picture",outcome="done"\} 1$/m,
      /^vitrine_http_request_duration_seconds_count\{route="\/@\[username\]",method="GET",status="\dxx"\} 1$/m,
      /^vitrine_http_request_duration_seconds_count\{route="\/p\/\[id\]\/\[\[slug\]\]",method="GET",status="2xx"\} 1$/m,
      /^vitrine_http_refusals_total\{code="sign-in-failed"\} 1$/m,
      /^vitrine_http_refusals_total\{code="key-not-valid"\} 1$/m,
      /^vitrine_jail_tasks\{urgency="usual",state="running"\} \d+$/m,
      /^vitrine_database_open_connections\{pool="house",state="idle"\} \d+$/m,
      /^vitrine_storage_free_bytes \d+/m,
      /^vitrine_vault_key_age_seconds\{key="newest"\} \d/m,
      /^vitrine_nodejs_eventloop_lag_p99_seconds \d/m,
      /^vitrine_process_resident_memory_bytes \d/m,
    ]) {
      assert.match(text, wanted)
    }
  })

  test('leaves nothing of a person in the figures', async () => holdsNone(await figures()))

  test('leaves lines of the log that are JSON and hold nothing of a person', () => {
    assert.ok(lines().length > 30)
    holdsNone(product.said())
  })

  test('leaves lines that join: a request, the work it queued, and how that ended', async () => {
    const requestId = answers.get('upload') ?? ''
    assert.match(requestId, /^[\w-]{16}$/)
    const queued = lines().filter((line) => line.msg === 'job queued' && line.requestId === requestId)
    const [develop] = queued.filter(({ job }) => job === 'library.develop-picture')
    assert.ok(develop?.jobId)
    const ofJob = await until('the work is done', () => {
      const found = lines().filter((line) => line.jobId === develop.jobId)
      return found.some(({ msg }) => msg === 'job done') && found
    })
    assert.deepEqual(
      // The work may have begun before its line is written.
      ofJob
        .map(({ msg }) => msg)
        .filter((msg) => msg.startsWith('job '))
        .sort(),
      ['job begun', 'job done', 'job queued'],
    )
    const [answered] = lines().filter((line) => line.msg === 'answered' && line.requestId === requestId)
    assert.equal(answered?.route, '/api/v1/images')
  })

  test('leaves one line for each answer, with the pattern of its address and the code of its refusal', () => {
    const of = (name: string): Line | undefined =>
      lines().find((line) => line.msg === 'answered' && line.requestId === answers.get(name))
    assert.equal(of('profile')?.route, '/@[username]')
    assert.equal(of('page')?.route, '/p/[id]/[[slug]]')
    assert.equal(of('sign in wrongly')?.code, 'sign-in-failed')
    assert.equal(of('bad upload')?.code, 'picture-not-understood')
    assert.equal(of('wrong key')?.code, 'key-not-valid')
    for (const name of ['nothing', 'nothing of the API']) assert.ok(of(name), name)
  })
})
