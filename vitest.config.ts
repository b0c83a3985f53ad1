import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Processes killed again and again take their time: `npm run endure`.
    exclude: ['test/endurance/**'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    isolate: false,
  },
});
