/** The gate of a bid request: finds in OpenRTB 2.6 what {@link gateRegs} asks for. */
import type { Refusal } from "../domain/refusal.ts";
import { alpha2Of, isOpenCountry } from "./countries.ts";
import { gateRegs, type ServiceRegs } from "./regs.ts";

type Members = Readonly<Record<string, unknown>>;

/**
 * May the person of this bid request be described in it? Null is yes. Beyond `regs` it obeys `user.consent` (and the
 * older `user.ext.consent`), `device.dnt`, `device.lmt`, and every country in `device.geo` and `user.geo`, which OpenRTB
 * writes in three letters. Two letters are malformed there; malformed is protected, and so is a request that names no
 * country at all. Times as in {@link gateRegs}.
 */
export function gateBidRequest(bid: Members, now: number, effectiveFrom?: number | null): Refusal | null {
  const user = members(bid.user);
  const device = members(bid.device);
  const regs = members(bid.regs);
  const limited = [device.dnt, device.lmt].some((flag) => flag !== undefined && flag !== 0);
  const asked: ServiceRegs = {
    ...regs,
    ...(limited ? { gpc: "1" } : {}),
    tcf: user.consent,
    ext: { ...members(regs.ext), tcf: members(user.ext).consent },
  };
  return gateRegs({ country: countryOf(bid), regs: asked, effectiveFrom }, now);
}

/**
 * Where the person of this bid request is, in two letters: where the device is, else where `user.geo` says. A country in
 * either place that may not be read comes first. Null when no known country is named.
 */
export function countryOf(bid: Members): string | null {
  const named = [members(bid.device).geo, members(bid.user).geo].map((geo) => members(geo).country);
  const countries = named.filter((code) => code !== undefined).map(twoLetters);
  const [country = null] = [...countries.filter((code) => !isOpenCountry(code)), ...countries];
  return country;
}

/** What is no object has none of the members that are asked for. */
const members = (value: unknown): Members => (value ?? {}) as Members;

/** Null, which is protected, for anything but a three-letter code of ISO 3166-1. */
const twoLetters = (code3: unknown): string | null => (typeof code3 === "string" ? (alpha2Of(code3) ?? null) : null);
