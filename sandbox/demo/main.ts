import { startDemo } from "./start-demo.ts";

const PORT = 4400;

const say = (words: string) => void process.stdout.write(`${words}\n`);

const demo = await startDemo({ port: Number(process.env.PORT ?? PORT), say });
say(`
  ngrok-chatops, with a Slack workspace and an ngrok account on this machine:

  ${demo.url}

  Ctrl+C ends it, and forgets everything.
`);

let ending = false;
const end = () => {
  if (ending) process.exit(1);
  ending = true;
  void demo.stop().then(() => process.exit(0));
};
process.on("SIGINT", end);
process.on("SIGTERM", end);
