/** Which country of a bid request is the person's. */
import { expect, test } from "vitest";
import { countryOf } from "../../worker/gate/openrtb.ts";

test.each([
  ["where the device is", { device: { geo: { country: "SAU" } } }, "SA"],
  ["else where the person is said to be", { device: { geo: {} }, user: { geo: { country: "SAU" } } }, "SA"],
  ["the device before the person", { device: { geo: { country: "USA" } }, user: { geo: { country: "SAU" } } }, "US"],
  ["a protected one first, wherever it stands", { device: { geo: { country: "USA" } }, user: { geo: { country: "DEU" } } }, "DE"],
  ["a malformed one first", { device: { geo: { country: "USA" } }, user: { geo: { country: "US" } } }, null],
  ["none", { device: {}, user: null }, null],
])("%s", (_, bid, expected) => {
  expect(countryOf(bid)).toBe(expected);
});
