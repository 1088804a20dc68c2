"use strict";

const pages = require("./pages");

module.exports = async function numbers({ api, step }) {
  await step("AvailableNumber.search", () =>
    api.AvailableNumber.search("local", { areaCode: "919", quantity: 2 }));
  await step("AvailableNumber.search toll-free", () =>
    api.AvailableNumber.search("tollFree", { pattern: "*42", quantity: 1 }));
  await step("AvailableNumber.searchAndOrder", () =>
    api.AvailableNumber.searchAndOrder("local", { state: "NC", quantity: 1 }));
  const ordered = await step("AvailableNumber.searchAndOrder toll-free", () =>
    api.AvailableNumber.searchAndOrder("tollFree", { quantity: 1 }));
  const made = await step("PhoneNumber.create", () =>
    api.PhoneNumber.create({ number: "+19195551219", name: "front desk" }));
  await step("PhoneNumber.get", () => api.PhoneNumber.get(made.id));
  await step("PhoneNumber.get by number", () => api.PhoneNumber.get("+19195551219"));
  await step("PhoneNumber.update", () =>
    api.PhoneNumber.update("+19195551219", { name: "back door" }));
  await step("PhoneNumber.get updated", () => api.PhoneNumber.get(made.id));
  await step("PhoneNumber.list", async () =>
    pages(await api.PhoneNumber.list({ size: 2 }), "phoneNumbers"));
  await step("PhoneNumber.list ordered", async () =>
    (await api.PhoneNumber.list({})).phoneNumbers.filter(({ id }) => id === ordered[0].id));
  await step("PhoneNumber.delete", () => api.PhoneNumber.delete(made.id));
  await step("PhoneNumber.list released", async () =>
    (await api.PhoneNumber.list({ name: "back door" })).phoneNumbers);
  await step("NumberInfo.get", () => api.NumberInfo.get("+19195550001"));
  await step("NumberInfo.get refused", () => api.NumberInfo.get("nobody"));
};
