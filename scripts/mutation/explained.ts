/** Mutants that no test kills, and why that is right. Matched by file, what stood there, and what was put in its place. */
export interface Explained {
  readonly file: string;
  readonly original: string;
  readonly replacement: string;
  readonly why: string;
}

export const EXPLAINED: readonly Explained[] = [
  {
    file: "worker/gate/openrtb.ts",
    original: '"1"',
    replacement: '""',
    why: "an empty Global Privacy Control value is malformed, and malformed is opted out as well",
  },
  {
    file: "worker/gate/openrtb.ts",
    original: 'typeof code3 === "string"',
    replacement: "true",
    why: "the table of three-letter codes holds texts only, so anything else is not found in it either; the check is there for the type",
  },
  { file: "worker/gate/regs.ts", original: '"?"', replacement: '""', why: "both are texts that no rule reads as a yes" },
  {
    file: "worker/gate/regs.ts",
    original: '"[]"',
    replacement: '""',
    why: "the mark of an empty list only has to differ from every valid value, and an empty text does",
  },
  {
    file: "worker/gate/tcf.ts",
    original: "model.version === TCF_VERSION",
    replacement: "true",
    why: "today's parser throws for every other version; the check stands for the day on which it does not",
  },
];
