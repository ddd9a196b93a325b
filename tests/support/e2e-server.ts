// `npm start` on an empty data folder: what the end-to-end tests talk to.
import { rm } from 'node:fs/promises';
import { E2E_DATA_DIR } from './e2e-world.ts';

await rm(E2E_DATA_DIR, { recursive: true, force: true });
await import('#api/cli/start.ts');
