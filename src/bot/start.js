import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

/*
 * Starts Accord. What Node makes of the source files is kept in `var` from one start to the next, which halves the time a start takes;
 * that must be said before anything else is imported. Where nothing can be written, a start takes longer: that is all. This file is plain
 * JavaScript, since Node would load its reader of TypeScript for this file alone.
 */
enableCompileCache(join(import.meta.dirname, '..', '..', 'var', 'compile-cache'));
await import('./main.ts');
