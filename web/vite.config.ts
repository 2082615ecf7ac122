import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** What the gateway answers while the pages come from Vite (`npm run dev`). */
const GATEWAY_ROUTES = [
  '/graphql',
  '/session',
  '/associate/start',
  '/associate/callback',
  '/mail/unsubscribe',
  '/exports',
  '/calendar',
  '/console',
];
// The settings of the product beside it.
// biome-ignore lint/style/noProcessEnv: Vite has no other place for it
const GATEWAY = `http://localhost:${process.env.PORT ?? 4000}`;

export default defineConfig({
  plugins: [react()],
  resolve: {
    conditions: ['@app/source', ...defaultClientConditions],
    // npm keeps a second, older React for the gateway.
    dedupe: ['react', 'react-dom'],
  },
  build: {
    target: 'baseline-widely-available',
    manifest: true,
    // The policy of the page allows nothing inline.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // What most pages share is one file, not ten of 0.2 kB each.
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: 'shared', test: /\/src\/(?:app|design|text|graphql)\//, minShareCount: 3 }] },
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(GATEWAY_ROUTES.map((route) => [route, GATEWAY])),
  },
});
