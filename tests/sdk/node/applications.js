"use strict";

const pages = require("./pages");

const URL = "http://app.test/sms";

module.exports = async function applications({ api, step }) {
  const made = await step("Application.create", () =>
    api.Application.create({ name: "shop", incomingMessageUrl: URL, autoAnswer: false }));
  await step("Application.create refused", () => api.Application.create({ name: "shop" }));
  await step("Application.get", () => api.Application.get(made.id));
  await step("Application.update", () => api.Application.update(made.id, { name: "store" }));
  await step("Application.get updated", () => api.Application.get(made.id));
  await api.Application.create({ name: "second", incomingMessageUrl: URL });
  await api.Application.create({ name: "third", incomingMessageUrl: URL });
  await step("Application.list", async () =>
    pages(await api.Application.list({ size: 2 }), "applications"));
  await step("Application.delete", () => api.Application.delete(made.id));
  await step("Application.get deleted", () => api.Application.get(made.id));
};
