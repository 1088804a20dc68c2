"use strict";

const fs = require("fs");

const PICTURE = Buffer.from(Array.from({ length: 1024 }, (_, n) => n % 256));
const NAME = "my cat+æ/1.jpg";

// Downloads come as strings of one character for each byte.
const arrived = ({ contentType, content }) => ({
  contentType,
  whole: Buffer.from(content, "latin1").equals(PICTURE),
});

module.exports = async function media({ api, plan, step }) {
  await step("Media.upload buffer", async () =>
    (await api.Media.upload(NAME, PICTURE, "image/jpeg")).statusCode);
  fs.writeFileSync(plan.file, PICTURE);
  await step("Media.upload file", async () =>
    (await api.Media.upload("cat.bin", plan.file)).statusCode);
  await step("Media.download buffer", async () => arrived(await api.Media.download(NAME)));
  await step("Media.download file", async () => arrived(await api.Media.download("cat.bin")));
  await step("Media.download unknown", () => api.Media.download("unknown"));
  await step("Media.list", () => api.Media.list());
  await step("Media.delete", async () => (await api.Media.delete(NAME)).statusCode);
  await step("Media.list deleted", () => api.Media.list());
};
