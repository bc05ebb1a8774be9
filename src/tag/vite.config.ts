import { join } from 'node:path'
import { defineConfig } from 'vite'

/** The tag in one file that runs by itself and leaves no name in the page. */
export default defineConfig({
  build: {
    // What every browser of the last five years knows.
    target: 'es2020',
    lib: { entry: join(import.meta.dirname, 'tag.ts'), formats: ['iife'], name: 'vitrine', fileName: () => 'tag.js' },
    copyPublicDir: false,
    emptyOutDir: false,
  },
})
