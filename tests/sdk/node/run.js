// Exercises node-bandwidth, unmodified. Reads a plan from stdin, writes a report to stdout:
// {"available": ["Message.send", ...], "steps": {"Message.send": {"returned": ...} or {"raised": ...}}}
// A step is named after the method it calls; further words distinguish steps of one method.
"use strict";

const fs = require("fs");
const Catapult = require("node-bandwidth");

const RESOURCES = [
  "Account", "Application", "AvailableNumber", "Error", "Media", "Message", "NumberInfo",
  "PhoneNumber",
];
const MODULES = ["applications", "numbers", "messages", "media", "account"];

const steps = {};

// Record the result of `call` and return it; undefined if it failed, which is recorded too.
async function step(name, call) {
  try {
    const result = await call();
    steps[name] = { returned: result === undefined ? null : result };
    return result;
  } catch (error) {
    steps[name] = { raised: asObject(error) };
    return undefined;
  }
}

// The client rejects some promises with a bare string.
function asObject(error) {
  if (!(error instanceof Error)) return { name: "", message: String(error) };
  return Object.assign({ name: error.name, message: error.message }, error);
}

function available(api) {
  const methods = (resource) => Object.keys(api[resource]).map((method) => `${resource}.${method}`);
  return RESOURCES.flatMap(methods);
}

async function main() {
  const plan = JSON.parse(fs.readFileSync(0, "utf8"));
  const api = new Catapult(plan.access);
  for (const module of MODULES) {
    await require(`./${module}`)({ api, plan, step, Catapult });
  }
  process.stdout.write(JSON.stringify({ available: available(api), steps }));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
