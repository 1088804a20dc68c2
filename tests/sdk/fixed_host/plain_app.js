// An app without an SDK, which compares certificates: once with https, once with fetch.
const https = require("https");

const { BANDWIDTH_USER_ID, BANDWIDTH_API_TOKEN, BANDWIDTH_API_SECRET } = process.env;
const login = `${BANDWIDTH_API_TOKEN}:${BANDWIDTH_API_SECRET}`;
const url = `https://api.catapult.inetwork.com/v1/users/${BANDWIDTH_USER_ID}/messages`;

function send(message) {
  return new Promise((resolve, reject) => {
    const headers = { "Content-Type": "application/json" };
    const request = https.request(url, { method: "POST", auth: login, headers }, (response) => {
      response.resume();
      resolve(response.headers.location);
    });
    request.on("error", reject);
    request.end(JSON.stringify(message));
  });
}

async function main() {
  const [from, to] = process.argv.slice(2);
  const location = await send({ from, to, text: "Yes, until six." });
  const authorization = `Basic ${Buffer.from(login).toString("base64")}`;
  const response = await fetch(location, { headers: { authorization } });
  const { text } = await response.json();
  console.log(JSON.stringify({ location, text }));
}

main().catch((error) => {
  console.error(error.message, error.cause || "");
  process.exitCode = 1;
});
