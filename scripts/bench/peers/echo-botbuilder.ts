import { createServer } from 'node:http';
import { ActivityTypes, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';

/*
 * The least a Teams bot on botbuilder can be: it says back what it is told. The baseline of `teams-face.ts`. Started with the port.
 */

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  await adapter.process(
    Object.assign(request, { body: JSON.parse(text) }) as never,
    {
      socket: undefined,
      header: (name: string, value: string) => response.setHeader(name, value),
      status: (code: number) => {
        response.statusCode = code;
      },
      send: (body: unknown) => response.write(JSON.stringify(body)),
      end: () => response.end(),
    } as never,
    async (context) => {
      if (context.activity.type === ActivityTypes.Message) await context.sendActivity(`Echo: ${context.activity.text}`);
    },
  );
});
server.listen(Number(process.argv[2]), '127.0.0.1', () => process.stdout.write('ready\n'));
