/** The privacy centre: what is kept about the person who looks at it, and every control over it. */
import { h } from "preact";
import { startPage } from "../shared/start.tsx";
import { PrivacyCentre } from "./privacy-centre.tsx";
import { takeToken } from "./token.ts";

// Before anything is drawn or sent, so that the token stands in the address for as short as can be.
const token = takeToken();
await startPage("me", () => h(PrivacyCentre, { first: token }));
