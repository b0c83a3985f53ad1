// Loaded before Accord by `heap.ts`, with --expose-gc: at SIGUSR2 it says what the heap holds after a collection.
process.on('SIGUSR2', () => {
  globalThis.gc();
  globalThis.gc();
  process.stdout.write(`heap ${process.memoryUsage().heapUsed}\n`);
});
