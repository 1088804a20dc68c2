// A suite of Node for an app that answers texts:  node --test examples/suites/
// The simulator runs at CATAPULT_URL, in a container for example; APP_HOST is this machine for it.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

const { CATAPULT_URL = "http://127.0.0.1:8080", APP_HOST = "127.0.0.1" } = process.env;
const PERSON = "+19195550001";
let account, shop, line;

async function simulator(method, path, body) {
  const headers = { "content-type": "application/json" };
  const request = { method, headers, body: body && JSON.stringify(body) };
  const response = await fetch(`${CATAPULT_URL}/_simulator/tenants${path}`, request);
  assert.ok(response.ok, `${method} ${path}: ${response.status}`);
  return response.status === 204 ? undefined : response.json();
}

// Your app: it takes a callback, and sends a reply to the person.
function createShop({ userId, token, secret }) {
  return createServer(async (request, response) => {
    const { from, to } = JSON.parse(Buffer.concat(await request.toArray()).toString());
    const authorization = `Basic ${btoa(`${token}:${secret}`)}`;
    await fetch(`${CATAPULT_URL}/v1/users/${userId}/messages`, {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify({ from: to, to: from, text: "Yes, until six." }),
    });
    response.writeHead(204).end();
  });
}

before(async () => {
  account = await simulator("POST", "", { clock: "virtual" });
  shop = createShop(account).listen(0, APP_HOST === "127.0.0.1" ? APP_HOST : "0.0.0.0");
  await once(shop, "listening");
  const url = `http://${APP_HOST}:${shop.address().port}/sms`;
  line = await simulator("POST", `/${account.userId}/connect`, { url });
});

after(async () => {
  shop.close();
  await simulator("DELETE", `/${account.userId}`);
});

test("the shop answers a text", async () => {
  const text = { from: PERSON, to: line.number, text: "open today?" };
  const { callbacks } = await simulator("POST", `/${account.userId}/messages`, text);
  assert.equal(callbacks[0].status, 204, callbacks[0].explanation);

  await simulator("POST", `/${account.userId}/settle`); // virtual time: the reply is delivered
  const [reply] = await simulator("GET", `/${account.userId}/messages?direction=out`);
  assert.deepEqual([reply.to, reply.text, reply.state], [PERSON, "Yes, until six.", "sent"]);
});
