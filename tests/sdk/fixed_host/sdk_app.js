// An app with node-bandwidth, as its own documentation shows it: the host is built in.
const Bandwidth = require("node-bandwidth");

const client = new Bandwidth({
  userId: process.env.BANDWIDTH_USER_ID,
  apiToken: process.env.BANDWIDTH_API_TOKEN,
  apiSecret: process.env.BANDWIDTH_API_SECRET,
});

async function main() {
  const [from, to] = process.argv.slice(2);
  const numbers = await client.PhoneNumber.list();
  const { id } = await client.Message.send({ from, to, text: "Yes, until six." });
  const page = await client.Message.list({ size: 1 });
  const next = page.hasNextPage ? (await page.getNextPage()).messages.length : 0;
  const message = await client.Message.get(id);
  console.log(JSON.stringify({ numbers: numbers.phoneNumbers.length, next, text: message.text }));
}

main().catch((error) => {
  console.error(error.message || error);
  process.exitCode = 1;
});
