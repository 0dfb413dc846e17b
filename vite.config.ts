import { globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

// Compressed once here rather than on every request.
const precompressed: Plugin = {
  name: 'precompressed',
  apply: 'build',
  closeBundle() {
    for (const name of readdirSync(path('dist/assets'))) {
      if (!/\.(js|css|svg)$/.test(name)) continue
      const file = join(path('dist/assets'), name)
      const bytes = readFileSync(file)
      writeFileSync(`${file}.br`, brotliCompressSync(bytes))
      writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
    }
  },
}

// Only browser code is built; the server runs its TypeScript as it is. Names carry a hash of the content, so files
// can be cached for ever; `src/ui/assets.ts` finds them through the manifest.
export default defineConfig({
  root: path('.'),
  base: '/assets/',
  publicDir: path('src/ui/public'),
  resolve: {
    alias: { '@moj-assets': path('node_modules/@ministryofjustice/frontend/moj/assets') },
  },
  css: {
    preprocessorOptions: {
      scss: { quietDeps: true, style: 'compressed', loadPaths: [path('.'), path('node_modules')] },
    },
  },
  plugins: [precompressed],
  worker: { format: 'es' },
  build: {
    outDir: 'dist/assets',
    assetsDir: '.',
    emptyOutDir: true,
    manifest: 'manifest.json',
    // Sass has made it small already, and the minifier refuses a media query that the components carry.
    cssMinify: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1600,
    rolldownOptions: {
      input: [
        'src/ui/styles/wardmote.scss',
        'src/ui/browser/main.ts',
        ...globSync('src/features/*/island/*.ts', { cwd: path('.') }).filter(
          (file) => !file.endsWith('.test.ts') && !file.endsWith('.d.ts'),
        ),
      ].map(path),
    },
  },
})
