"use strict";

const pages = require("./pages");

module.exports = async function account({ api, plan, step, Catapult }) {
  await step("Account.get", () => api.Account.get());
  await step("Account.get wrong secret", () =>
    new Catapult({ ...plan.access, apiSecret: "wrong" }).Account.get());
  await step("Account.get limited", () => new Catapult(plan.limited).Account.get());
  await step("Account.get limited is RateLimitError", () =>
    new Catapult(plan.limited).Account.get()
      .then(() => false, (error) => error instanceof Catapult.RateLimitError));
  await step("Account.getTransactions", async () =>
    pages(await api.Account.getTransactions({ number: plan.line, size: 2 }), "transactions"));
  const listed = await step("Error.list", async () =>
    pages(await api.Error.list({ size: 2 }), "errors"));
  await step("Error.get", () => api.Error.get(listed[0][0].id));
  await step("Error.get unknown", () => api.Error.get("ue-unknown"));
};
