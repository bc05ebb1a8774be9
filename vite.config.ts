import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { type Plugin, defineConfig } from 'vite'
import house from './package.json' with { type: 'json' }
import { ratioRules } from './src/site/ui/ratio.ts'

/**
 * Kit's announcer of page changes is hidden by a style attribute of this exact text; with its hash allowed and nothing
 * else, no other style attribute works (measured with Kit 3.2).
 */
const announcerStyle = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='

/**
 * The script in app.html, by its hash: a page that has no other script gets no nonce from Kit (3.2), and would not be
 * shown in the colours that were chosen.
 */
const firstScript = ((): `sha256-${string}` => {
  const html = readFileSync(join(import.meta.dirname, 'src/site/app.html'), 'utf8')
  const [, script] = /<script[^>]*>([^]*?)<\/script>/.exec(html) ?? []
  if (script === undefined) throw new Error('app.html has no script')
  return `sha256-${createHash('sha256').update(script).digest('base64')}`
})()

/** `virtual:ratios.css`: one class for each step of aspect ratio, from the same module that names the classes. */
function ratios(): Plugin {
  const id = 'virtual:ratios.css'
  return {
    name: 'vitrine-ratios',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (resolved) => (resolved === `\0${id}` ? ratioRules() : undefined),
  }
}

/**
 * What nearly every page needs, and what pages of pictures need, each in one file. Measured in November 2026 for the
 * home page: 32 requests and 62 kB without this, 19 requests and 55 kB with it.
 */
function chunks(): Plugin {
  return {
    name: 'vitrine-chunks',
    configEnvironment: (name) =>
      name === 'client'
        ? {
            build: {
              rolldownOptions: {
                // The catalogue is words only: what a page does not say, it does not load.
                treeshake: { moduleSideEffects: [{ test: /src\/site\/messages/, sideEffects: false }] },
                output: {
                  codeSplitting: {
                    groups: [
                      {
                        name: 'frame',
                        test: /src\/site\/(ui\/(Header|Footer|SearchField|ThemeSwitch|Icon|Mark|choices)\.|messages\/en\/chrome)/,
                      },
                      {
                        name: 'gallery',
                        test: /src\/site\/(ui\/(Gallery|GalleryHead|GroundSwitch|PictureTile|TransparencyMark|TagRow|rows|ratio|format)\.|messages\/en\/gallery)/,
                      },
                    ],
                  },
                },
              },
            },
          }
        : undefined,
  }
}

export default defineConfig({
  plugins: [
    ratios(),
    chunks(),
    sveltekit({
      adapter: adapter({ out: 'build/site', envPrefix: 'VITRINE_SITE_' }),
      outDir: '.svelte-kit',
      files: { src: 'src/site', assets: 'src/site/static' },
      router: { resolution: 'server' },
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          'script-src': ['self', firstScript],
          'style-src': ['self'],
          'style-src-attr': ['unsafe-hashes', announcerStyle],
          'img-src': ['self', 'data:', 'blob:'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
      version: { name: house.version, pollInterval: 0 },
    }),
  ],
})
