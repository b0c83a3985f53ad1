import { workerData } from 'node:worker_threads';
import { loadKnowledge } from '../data/load-knowledge.ts';

/* A thread of its own that learns from changed files: what it learnt is kept in a file, from which the others take it in a moment. */

loadKnowledge(...(workerData as Parameters<typeof loadKnowledge>));
