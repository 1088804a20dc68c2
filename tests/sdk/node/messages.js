"use strict";

const pages = require("./pages");

// A promise of the value that a method passes to its callback.
const calledBack = (call) => new Promise((resolve, reject) => {
  call((error, result) => (error ? reject(error) : resolve(result)));
});

module.exports = async function messages({ api, plan, step }) {
  const { line, person } = plan;
  const text = (words) => ({ from: line, to: person, text: words });

  const sent = await step("Message.send", () =>
    api.Message.send({ ...text("Yes, until six."), receiptRequested: "all", tag: "order 7" }));
  await step("Message.send refused", () => api.Message.send({ ...text("a"), from: "+19195559999" }));
  await step("Message.send to a callback", () =>
    calledBack((done) => api.Message.send(text("b"), done)));
  await step("Message.send media", () =>
    api.Message.send({ from: line, to: person, media: ["http://pictures.test/cat.jpg"] }));
  await step("Message.sendMultiple", () =>
    api.Message.sendMultiple([text("c"), { ...text("d"), to: "" }, text("e")]));
  await step("Message.get", () => api.Message.get(sent.id));
  await step("Message.get received", () => api.Message.get(plan.received));
  await step("Message.get unknown", () => api.Message.get("m-unknown"));
  await step("Message.list", () => api.Message.list({ from: line, size: 2 }));
  await step("Message.list paged", async () =>
    pages(await api.Message.list({ from: line, direction: "out", size: 2 }), "messages"));
  await step("Message.list beyond", async () =>
    (await api.Message.list({ direction: "in" })).getNextPage());
};
