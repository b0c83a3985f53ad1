import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Processes that are killed again and again, and learning anew, take their time: `npm run endure`.
    exclude: ['test/endurance/**', 'test/**/*.slow.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    isolate: false,
    // Half of what a test does is waiting: every processor is taken, where one would be left out by itself.
    maxWorkers: '100%',
  },
});
