/** Starts the shop's API with its provider, and says where the tour begins: `node examples/todo-api/start.ts`. */
import { startShop } from "./shop.ts";

const shop = await startShop(({ status, method, path, reason, subject }) => {
  console.log(status, method, path, reason, subject?.id ?? "");
});
console.log(`The tour: ${shop.api}/docs/tour`);
console.log(
  `Its certificate, and that of the provider at ${shop.issuer}, was made just now: your browser has to be told that it is fine.`,
);
process.once("SIGINT", () => void shop.close());
