// Loaded into the bot's process before the bot: it is not outlived by the demo, however that ends.
process.stdin.on("close", () => process.exit(1));
process.stdin.resume();
