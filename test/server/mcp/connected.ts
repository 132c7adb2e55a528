import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { onTestFinished } from 'vitest';
import { mcpServer, type ServerOptions } from '../../../lib/server/mcp/server.ts';

/** What a tool answered. */
export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of it, it says itself
  readonly data: any;
  readonly text: string;
  readonly isError: boolean;
}

/** A client of the SDK on a server of its own. */
export async function connected(options: ServerOptions = {}): Promise<Client> {
  const server = await mcpServer(options);
  const client = new Client({ name: 'test', version: '1' });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(theirs), client.connect(ours)]);
  onTestFinished(() => client.close());
  // With the list at hand the client checks every structured answer by the schema of its tool.
  await client.listTools();
  return client;
}

/** Calls a tool. */
export async function ask(client: Client, name: string, args: Record<string, unknown> = {}): Promise<Answer> {
  const result = await client.callTool({ name, arguments: args });
  const [content] = result.content as { type: string; text: string }[];
  return { data: result.structuredContent, text: content.text, isError: result.isError === true };
}

/** The line of a call that has to fail. */
export async function refusal(
  client: Client,
  name: string,
  args: Record<string, unknown> = {},
): Promise<string> {
  const { text, isError, data } = await ask(client, name, args);
  if (!isError || data !== undefined) throw new Error(`${name} did not fail: ${text}`);
  return text;
}
