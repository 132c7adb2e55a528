import { parentPort, workerData } from 'node:worker_threads';
import { PortTransport } from './port-transport.ts';
import { mcpServer, type ServerOptions } from './server.ts';

/*
 * The entry of the thread in which the tools work: the thread that started it hears the client meanwhile.
 */
if (parentPort === null) throw new Error('server-thread: to be started as a thread');
const server = await mcpServer(workerData as ServerOptions);
await server.connect(new PortTransport(parentPort));
