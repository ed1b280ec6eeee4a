import { dateOf, dayOf } from "./register-calendar.ts";

/** A permit of the invented territory, and when lots may leave under it. */
export type InventedPermit = {
  readonly id: string;
  readonly holder: string;
  readonly place: string;
  readonly class: "open-pit" | "tailings" | "waste-rock";
  /** Days on which a lot would leave under it, whether it is in force or not. */
  readonly first: number;
  readonly last: number;
};

type Row = Readonly<Record<string, string>>;

/** The permits with their rows, and the objections to them. */
export type InventedPermits = {
  readonly permits: readonly InventedPermit[];
  readonly rows: readonly Row[];
  readonly objections: readonly Row[];
};

const places = ["grey-fell", "long-moor", "three-becks"];
const names = [
  "Fell Head",
  "Long Moor",
  "Beck Foot",
  "Rowan Pit",
  "Stone Cross",
  "High Garth",
  "Cairn",
  "Withy",
  "Otter Gill",
];
const ends = dayOf("2025-03-31");

/** Permits with what befalls permits: every fortieth has the same fate. */
export function inventPermits(count: number, random: () => number): InventedPermits {
  const permits: InventedPermit[] = [];
  const rows: Row[] = [];
  const objections: Row[] = [];
  for (let index = 0; index < count; index += 1) {
    const fate = index % 40;
    const id = `P-${String(index + 1).padStart(3, "0")}`;
    const applied = dayOf("2023-06-01") + Math.floor(random() * 120);
    const step = () => 12 + Math.floor(random() * 40);
    const site = applied + step();
    const township = site + step();
    const committee = township + step();
    const permit: InventedPermit = {
      id,
      holder: `${names[Math.floor(random() * names.length)] ?? ""} Works ${1 + (index % 3)} (invented)`,
      place: places[Math.floor(random() * places.length)] ?? "",
      class: classOf(fate, random),
      first: Math.max(committee + 10, dayOf("2024-01-08")),
      last: lastDay(fate),
    };
    permits.push(permit);
    const { holder, place } = permit;
    const head = { id, holder, place, commodity: "varite", class: permit.class };
    const add = (day: number, level: string, kind: string, more: Row = {}) =>
      rows.push({ ...(rows.at(-1)?.id === id ? { id } : head), date: dateOf(day), level, kind, ...more });
    const from = dateOf(committee);
    add(applied, "site", "application", { text: "Invented, as all rows of this register." });
    add(site, "site", "grant");
    add(township, "township", "grant");
    if (fate !== 6) add(committee, "committee", "grant", { from, to: termEnd(fate) });
    addFate(fate, { add, objections, id, place });
  }
  return { permits, rows, objections };
}

/** No levy is laid on waste rock at all. */
function classOf(fate: number, random: () => number): InventedPermit["class"] {
  const isPit = random() < 0.7;
  return fate === 13 ? "waste-rock" : isPit ? "open-pit" : "tailings";
}

/** The eighth lets its term run out; every third has an open end; the rest are renewed for a year. */
function termEnd(fate: number): string {
  return fate === 7 ? "2024-12-31" : fate % 3 === 0 ? "" : "2024-06-30";
}

function lastDay(fate: number): number {
  if (fate === 5) return dayOf("2025-01-20");
  if (fate === 10) return dayOf("2024-11-30");
  return ends;
}

type Fate = {
  readonly add: (day: number, level: string, kind: string, more?: Row) => void;
  readonly objections: Row[];
  readonly id: string;
  readonly place: string;
};

function addFate(fate: number, { add, objections, id, place }: Fate): void {
  const object = (date: string, text: string, more: Row = {}) => {
    objections.push({ id: `O-${String(objections.length + 1).padStart(2, "0")}`, permit: id, date, text, ...more });
    return objections.at(-1)?.id ?? "";
  };
  const decide = (objection: string, decided: string, outcome: string) => {
    objections.push({ id: objection, decided, outcome, added: dateOf(dayOf(decided) + 3) });
  };
  if (fate === 0) decide(object("2025-01-14", `Invented: the beck below ${place} runs white.`), "2025-02-20", "upheld");
  if (fate === 1)
    decide(object("2024-08-05", "Invented: the pit is said to lie on common land."), "2024-09-30", "rejected");
  if (fate === 2)
    object("2024-10-11", "Invented: dust on the school road.", { decided: "2024-10-25", outcome: "withdrawn" });
  if (fate === 3) object("2025-03-10", "Invented: a dam is said to leak.");
  if (fate === 10) decide(object("2024-10-02", "Invented: dug outside its bounds."), "2024-11-05", "upheld");
  if (fate === 4) {
    add(dayOf("2024-09-10"), "township", "suspension", { text: "Invented: until the pond is fenced." });
    add(dayOf("2024-10-20"), "township", "grant", { text: "Invented: fenced." });
  }
  if (fate === 5) add(dayOf("2024-12-15"), "committee", "cancellation", { text: "Invented: given back." });
  if (fate === 12) add(dayOf("2024-05-20"), "committee", "amendment", { text: "Invented: a second shaft." });
  if (termEnd(fate) === "2024-06-30" && fate !== 6) {
    add(dayOf("2024-06-17"), "committee", "amendment", { from: "2024-07-01", text: "Invented: renewed." });
  }
}
