/** The transparency page: facts for everyone, without anybody in them. */
import { startPage } from "../shared/start.tsx";
import { Transparency } from "./transparency.tsx";

await startPage("transparency", Transparency);
