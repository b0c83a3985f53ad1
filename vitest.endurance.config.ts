import { defineConfig } from 'vitest/config';

/** What takes minutes: processes that are killed at every moment, and run again; learning anew after a change. */
export default defineConfig({
  test: {
    include: ['test/endurance/**/*.test.ts', 'test/**/*.slow.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
    isolate: false,
  },
});
