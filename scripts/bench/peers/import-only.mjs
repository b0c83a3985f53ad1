// A bot that does nothing yet: both vendors’ packages are imported, and that is all.
await import('@slack/bolt');
await import('botbuilder');
process.stdout.write('ready\n');
setInterval(() => undefined, 1_000_000);
