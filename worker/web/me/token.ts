/**
 * The person's token comes in the fragment (`/me#token=…`), which browsers do not send to servers. It is taken out of
 * the address and of the history at once and lives in this page's memory only.
 */
export function takeToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (location.hash !== "") history.replaceState(null, "", location.pathname + location.search);
  return token === "" ? null : token;
}
