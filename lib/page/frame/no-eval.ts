import { z } from 'zod';

// A server's page may not make functions of text: zod is told, and does not try. Imported before all else.
z.config({ jitless: true });
