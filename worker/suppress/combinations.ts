/**
 * Harmless topics that spell a sensitive trait when they stand together, or together with a language or a place. Data only;
 * `risky-combination.ts` applies it to a message, `profile-safe.ts` to a whole profile.
 *
 * The entries are judgements, written from the label list with the question "what would somebody infer who wants to?".
 * Each says what it spells and why. Where the leak audit finds a trait that profiles still give away, its entry belongs here.
 */
import type { Language, SensitiveCategory } from "../domain/vocabulary.ts";

/** One risky combination. */
export interface Combination {
  /** One topic of every list must be there. A tier-1 id stands for itself and all its leaves. */
  readonly all: readonly (readonly string[])[];
  readonly languages?: readonly Language[];
  /** ISO 3166-1 alpha-2. Where none is known the entry does not hold: a message is always judged with the country of its gate. */
  readonly countries?: readonly string[];
  /** What happens to which of the topics: "coarsen" leaves the tier-1 node, "drop" takes that away too. */
  readonly effect: "coarsen" | "drop";
  readonly of: readonly string[];
  readonly spells: SensitiveCategory;
  readonly why: string;
}

// Topics by what they have in common; ids of worker/domain/labels.ts.
const CHILD_THINGS = ["575", "482", "194", "142"]; // children's clothing, toys, day care, early education
const BABY = ["196"]; // parenting babies and toddlers
const DIET = ["229", "221"]; // nutrition, healthy cooking
const WELLNESS = ["232"];
const NUTRITION = ["229"];
const CUISINE = ["214"]; // world cuisines
const HEALTH_MINDED = ["229", "232", "225"]; // nutrition, wellness, fitness
const MENS_WEAR = ["580", "582", "589"];
const MAKEUP = ["555", "556"]; // make-up, nails
const FAR_TRAVEL = ["656", "657", "662"]; // Africa, Asia, South America
const BANKING = ["392"]; // where money is sent home from
const THRIFT = ["397", "474"]; // frugal living, coupons
const CREDIT = ["406", "409"]; // cards, student loans
const RENTING = ["442", "452"];
const SCHOOL = ["135", "149"]; // secondary, primary
const PLAY = ["680", "482", "683", "681"];
const NIGHTLIFE = ["158", "179"];
const ROOTS = ["273", "468"]; // genealogy, genetics

/** Countries where alcohol or nightlife is an offence or close to one. */
const DRY = ["AE", "AF", "BD", "BN", "IR", "KW", "LY", "MR", "MV", "PK", "QA", "SA", "SD", "SO", "YE"];
/** English-speaking countries where Spanish and Portuguese are mostly heard from immigrants and their families. */
const ANGLOPHONE = ["US", "CA", "AU", "NZ"];

export const COMBINATIONS: readonly Combination[] = [
  {
    all: [BABY, CHILD_THINGS],
    effect: "coarsen",
    of: CHILD_THINGS,
    spells: "health",
    why: "things for a newborn with baby care read as a pregnancy or a birth",
  },
  {
    all: [
      ["194", "575"],
      ["229", "232"],
    ],
    effect: "coarsen",
    of: ["194", "575", "229", "232"],
    spells: "health",
    why: "baby things with a changed diet read as a pregnancy",
  },
  {
    all: [["667"], CHILD_THINGS, WELLNESS],
    effect: "coarsen",
    of: ["667", "232"],
    spells: "health",
    why: "a couple, wellness and baby things read as trying for a child",
  },
  {
    all: [NUTRITION, ["401", "416"]],
    effect: "coarsen",
    of: ["229", "401"],
    spells: "health",
    why: "diet with life insurance or an early pension reads as an illness",
  },
  { all: [WELLNESS, ["401"]], effect: "coarsen", of: ["232", "401"], spells: "health", why: "wellness with life insurance reads as an illness" },
  { all: [["282"], HEALTH_MINDED], effect: "coarsen", of: ["282"], spells: "health", why: "clean air at home with health reads as asthma or an allergy" },
  {
    all: [["276", "280"], ["416", "401"], WELLNESS],
    effect: "coarsen",
    of: ["276", "280", "232"],
    spells: "health",
    why: "rebuilding a home in old age reads as a disability",
  },
  {
    all: [WELLNESS, ["125", "130"]],
    effect: "coarsen",
    of: ["232", "125"],
    spells: "mental_health",
    why: "wellness with worries about work reads as burn-out",
  },
  {
    all: [MAKEUP, MENS_WEAR],
    effect: "coarsen",
    of: [...MAKEUP, ...MENS_WEAR],
    spells: "orientation_gender",
    why: "make-up with clothes for men reads as gender expression",
  },
  {
    all: [["167"], ["168"]],
    effect: "coarsen",
    of: ["167", "168"],
    spells: "orientation_gender",
    why: "both kinds of party before one wedding tell who marries whom",
  },
  { all: [CUISINE, DIET], effect: "coarsen", of: DIET, spells: "religion", why: "a cuisine with rules of eating reads as halal, kosher or fasting" },
  {
    all: [CUISINE, ["477", "478"]],
    effect: "coarsen",
    of: ["477", "478"],
    spells: "religion",
    why: "a cuisine with groceries or holiday shopping reads as a religious feast",
  },
  { all: [["212", "213"], ["467"]], effect: "coarsen", of: ["467"], spells: "politics", why: "a meatless diet with the environment reads as a conviction" },
  {
    all: [["145"], CHILD_THINGS],
    effect: "coarsen",
    of: ["145"],
    spells: "religion",
    why: "teaching many small children at home is a known proxy for religion",
  },
  {
    all: [["145"], ["42", "48", "49"], ["186", "197"]],
    effect: "coarsen",
    of: ["145", "197"],
    spells: "religion",
    why: "home schooling as a way of family life is a known proxy for religion",
  },
  {
    all: [["467"], ["22"], ["266", "267", "58"]],
    effect: "coarsen",
    of: ["467", "266", "267"],
    spells: "politics",
    why: "the environment with writing or campaigning reads as activism",
  },
  { all: [["80"], ["55"]], effect: "coarsen", of: ["55", "80"], spells: "politics", why: "the economy with labour matters reads as a political view" },
  {
    all: [["55"], ["125", "127"]],
    effect: "coarsen",
    of: ["55", "125"],
    spells: "trade_union",
    why: "labour matters with worries about work read as a dispute with the employer",
  },
  {
    all: [FAR_TRAVEL, BANKING],
    effect: "coarsen",
    of: [...FAR_TRAVEL, ...BANKING],
    spells: "race_ethnicity",
    why: "one far region with a bank account reads as family there and money sent home",
  },
  { all: [FAR_TRAVEL, ["147"]], effect: "coarsen", of: ["147"], spells: "race_ethnicity", why: "a language course with one far region reads as origin" },
  { all: [FAR_TRAVEL, ROOTS], effect: "coarsen", of: FAR_TRAVEL, spells: "race_ethnicity", why: "ancestry with one far region names the origin" },
  {
    all: [["147"], ["127", "129"], ["392", "452", "442"]],
    effect: "coarsen",
    of: ["147", "392", "452", "442"],
    spells: "race_ethnicity",
    why: "a language course, a first job and a first account or flat read as immigration",
  },
  {
    all: [["663"], BANKING, ["127", "147"]],
    effect: "coarsen",
    of: ["663", "392"],
    spells: "race_ethnicity",
    why: "travel papers with a bank account and a job or a language read as immigration",
  },
  {
    all: [["662"]],
    languages: ["es", "pt"],
    countries: ANGLOPHONE,
    effect: "coarsen",
    of: ["662"],
    spells: "race_ethnicity",
    why: "Spanish or Portuguese spoken in an English-speaking country, with South America, names the origin",
  },
  {
    all: [["656"]],
    languages: ["fr", "pt"],
    countries: ANGLOPHONE,
    effect: "coarsen",
    of: ["656"],
    spells: "race_ethnicity",
    why: "French or Portuguese spoken in an English-speaking country, with Africa, names the origin",
  },
  {
    all: [["147", "392"]],
    languages: ["es", "pt", "fr"],
    countries: ["US", "AU", "NZ"],
    effect: "coarsen",
    of: ["147", "392"],
    spells: "race_ethnicity",
    why: "a newcomer's language with a language course or a first bank account reads as immigration",
  },
  {
    all: [NIGHTLIFE],
    countries: DRY,
    effect: "drop",
    of: ["158", "179"],
    spells: "religion",
    why: "bars where they are forbidden tell of religion, or of an offence",
  },
  {
    all: [["211"]],
    countries: DRY,
    effect: "drop",
    of: ["211", "210"],
    spells: "crime_legal",
    why: "alcohol where it is forbidden is an offence; even its parent would be a trace",
  },
  {
    all: [["281"], RENTING],
    effect: "coarsen",
    of: ["281", ...RENTING],
    spells: "violence_abuse",
    why: "locks and cameras with a new flat read as fleeing from somebody",
  },
  {
    all: [["281"], ["618"], ["186"]],
    effect: "coarsen",
    of: ["281", "618"],
    spells: "violence_abuse",
    why: "security at home and on the phone with family matters reads as being stalked",
  },
  { all: [["397"], CREDIT], effect: "coarsen", of: ["397", ...CREDIT], spells: "financial_hardship", why: "thrift with loans reads as debt" },
  {
    all: [THRIFT, ["127", "129"]],
    effect: "coarsen",
    of: ["397", "127", "129"],
    spells: "financial_hardship",
    why: "thrift with a job search reads as unemployment",
  },
  {
    all: [["397"], RENTING],
    effect: "coarsen",
    of: ["397", ...RENTING],
    spells: "financial_hardship",
    why: "thrift with renting reads as trouble with the rent",
  },
  {
    all: [["508"], [...CREDIT, "397"]],
    effect: "coarsen",
    of: ["508", ...CREDIT, "397"],
    spells: "addiction",
    why: "betting games with credit read as gambling debt",
  },
  { all: [["211"], WELLNESS], effect: "coarsen", of: ["232"], spells: "addiction", why: "alcohol with wellness reads as a drinking problem" },
  {
    all: [["475"], ["401", "396"]],
    effect: "coarsen",
    of: ["475", "401", "396"],
    spells: "grief_breakup",
    why: "flowers with insurance or an estate read as a funeral",
  },
  {
    all: [RENTING, ["165", "164"], ["396", "392"]],
    effect: "coarsen",
    of: [...RENTING, "396"],
    spells: "grief_breakup",
    why: "a flat of one's own with a marriage and its money reads as a separation",
  },
  { all: [["146"], SCHOOL], effect: "coarsen", of: ["146", ...SCHOOL], spells: "minor", why: "own homework in primary or secondary school is a child writing" },
  { all: [["146"], PLAY], effect: "coarsen", of: ["146"], spells: "minor", why: "homework with games or toys is a child writing" },
  { all: [SCHOOL, PLAY], effect: "coarsen", of: SCHOOL, spells: "minor", why: "school with games or toys is a child writing" },
];
