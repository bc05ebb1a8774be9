import { createHash } from 'node:crypto'
import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { type Plugin, defineConfig } from 'vite'
import { ratioRules } from './src/site/ui/ratio.ts'

/**
 * Kit's announcer of page changes is hidden by a style attribute of this exact text; with its hash allowed and nothing
 * else, no other style attribute works (measured with Kit 3.2).
 */
const announcerStyle = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='

/** `virtual:ratios.css`: one class for each step of aspect ratio, from the same module that names the classes. */
function ratios(): Plugin {
  const id = 'virtual:ratios.css'
  return {
    name: 'vitrine-ratios',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (resolved) => (resolved === `\0${id}` ? ratioRules() : undefined),
  }
}

export default defineConfig({
  plugins: [
    ratios(),
    sveltekit({
      adapter: adapter({ out: 'build/site', envPrefix: 'VITRINE_SITE_' }),
      outDir: '.svelte-kit',
      files: { src: 'src/site', assets: 'src/site/static' },
      router: { resolution: 'server' },
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
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
      // Deterministic: the same sources give the same build.
      version: {
        name: createHash('sha256')
          .update(process.env['npm_package_version'] ?? 'dev')
          .digest('hex')
          .slice(0, 8),
        pollInterval: 0,
      },
    }),
  ],
})
