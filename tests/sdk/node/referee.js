// Exercises node-bandwidth, unmodified. Reads a plan from stdin, writes what it saw to stdout:
// {"offered": ["Message.send", ...], "steps": {"Message.send": {"gave": ...} or {"threw": ...}}}
// A step is named after the method it exercises; words after it tell the steps of one method apart.
"use strict";

const fs = require("fs");
const Catapult = require("node-bandwidth");

const RESOURCES = [
  "Account", "Application", "AvailableNumber", "Error", "Media", "Message", "NumberInfo",
  "PhoneNumber",
];
const CHAPTERS = ["applications", "numbers", "messages", "media", "account"];

const steps = {};

// Remembers what `call` resolves to, or how it fails; gives the former to the steps that build on it.
async function step(name, call) {
  try {
    const gave = await call();
    steps[name] = { gave: gave === undefined ? null : gave };
    return gave;
  } catch (error) {
    steps[name] = { threw: inWords(error) };
    return undefined;
  }
}

// Some of what the client rejects with is a bare string.
function inWords(error) {
  if (!(error instanceof Error)) return { name: "", message: String(error) };
  return Object.assign({ name: error.name, message: error.message }, error);
}

function offered(api) {
  const methods = (resource) => Object.keys(api[resource]).map((method) => `${resource}.${method}`);
  return RESOURCES.flatMap(methods);
}

async function main() {
  const plan = JSON.parse(fs.readFileSync(0, "utf8"));
  const api = new Catapult(plan.access);
  for (const chapter of CHAPTERS) {
    await require(`./${chapter}`)({ api, plan, step, Catapult });
  }
  process.stdout.write(JSON.stringify({ offered: offered(api), steps }));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
