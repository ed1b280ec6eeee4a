/**
 * What the release schema 1.1.5 of the Open Contracting Data Standard says of the members that an export has, written down from
 * its JSON Schema (standard.open-contracting.org/schema/1__1__5/release-schema.json), which is not part of this repository. A
 * member that is not here is a fault, so that none is made up; `statusDetails` is no part of the schema and stands in the
 * standard's own guidance on contracts that are suspended.
 */
type Shape =
  | "string"
  | "number"
  | "time"
  | "uri"
  | { readonly oneOf: readonly string[] }
  | { readonly list: Shape; readonly least?: number }
  | { readonly required: readonly string[]; readonly members: Readonly<Record<string, Shape>> };

const reference: Shape = { required: [], members: { id: "string", name: "string" } };
const period: Shape = { required: [], members: { startDate: "time", endDate: "time" } };
const value: Shape = { required: [], members: { amount: "number", currency: "string" } };
const amendments: Shape = {
  list: { required: [], members: { id: "string", date: "time", rationale: "string", description: "string" } },
};
const milestones: Shape = {
  list: {
    required: ["id"],
    members: {
      id: "string",
      title: "string",
      type: "string",
      code: "string",
      description: "string",
      dateModified: "time",
      dateMet: "time",
      status: { oneOf: ["scheduled", "met", "notMet", "partiallyMet"] },
    },
  },
};

const release: Shape = {
  required: ["ocid", "id", "date", "tag", "initiationType"],
  members: {
    ocid: "string",
    id: "string",
    date: "time",
    tag: {
      least: 1,
      list: {
        oneOf: [
          "planning planningUpdate tender tenderAmendment tenderUpdate tenderCancellation award awardUpdate",
          "awardCancellation contract contractUpdate contractAmendment implementation implementationUpdate",
          "contractTermination compiled",
        ].flatMap((words) => words.split(" ")),
      },
    },
    initiationType: { oneOf: ["tender"] },
    language: "string",
    parties: { list: { required: [], members: { id: "string", name: "string", roles: { list: "string" } } } },
    tender: {
      required: ["id"],
      members: {
        id: "string",
        title: "string",
        status: { oneOf: "planning planned active cancelled unsuccessful complete withdrawn".split(" ") },
        procuringEntity: reference,
        tenderers: { list: reference },
        milestones,
        amendments,
      },
    },
    awards: {
      list: {
        required: ["id"],
        members: {
          id: "string",
          title: "string",
          description: "string",
          status: { oneOf: ["pending", "active", "cancelled", "unsuccessful"] },
          date: "time",
          suppliers: { list: reference },
        },
      },
    },
    contracts: {
      list: {
        required: ["id", "awardID"],
        members: {
          id: "string",
          awardID: "string",
          title: "string",
          status: { oneOf: ["pending", "active", "cancelled", "terminated"] },
          statusDetails: "string",
          period,
          dateSigned: "time",
          milestones,
          amendments,
          implementation: {
            required: [],
            members: {
              transactions: {
                list: {
                  required: ["id"],
                  members: { id: "string", date: "time", value, payer: reference, payee: reference },
                },
              },
            },
          },
        },
      },
    },
  },
};

const releasePackage: Shape = {
  required: ["releases", "version"],
  members: {
    uri: "uri",
    version: { oneOf: ["1.1"] },
    publishedDate: "time",
    publisher: { required: [], members: { name: "string" } },
    releases: { list: release, least: 1 },
  },
};

/** Where a release package is not as the standard has it. */
export function ocdsFaults(found: unknown): string[] {
  return faultsAt(found, releasePackage, "package");
}

function faultsAt(found: unknown, shape: Shape, path: string): string[] {
  const wrong = (expected: string) => [`${path}: got ${JSON.stringify(found)?.slice(0, 80)}, expected ${expected}`];
  if (shape === "number") return typeof found === "number" ? [] : wrong("a number");
  if (typeof shape === "string") {
    if (typeof found !== "string" || found === "")
      return shape === "string" && found === "" ? emptyAt(path) : wrong(shape);
    if (shape === "time") return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(found) ? [] : wrong("a date-time");
    return shape !== "uri" || URL.canParse(found) ? [] : wrong("a URI");
  }
  if ("oneOf" in shape)
    return typeof found === "string" && shape.oneOf.includes(found) ? [] : wrong(shape.oneOf.join("|"));
  if ("list" in shape) {
    if (!Array.isArray(found) || found.length < (shape.least ?? 0)) return wrong("a list");
    if (new Set(found.map((item) => JSON.stringify(item))).size < found.length) return wrong("items that differ");
    return found.flatMap((item, index) => faultsAt(item, shape.list, `${path}[${index}]`));
  }
  if (typeof found !== "object" || found === null || Array.isArray(found)) return wrong("an object");
  const missing = shape.required.filter((name) => !(name in found)).map((name) => `${path}: has no ${name}`);
  return [
    ...missing,
    ...Object.entries(found).flatMap(([name, member]) => {
      const inner = shape.members[name];
      return inner === undefined
        ? [`${path}.${name} is not in the schema`]
        : faultsAt(member, inner, `${path}.${name}`);
    }),
  ];
}

/** Ids and names may not be empty; descriptions may. */
function emptyAt(path: string): string[] {
  return /\.(?:ocid|id|awardID|name)$/.test(path) ? [`${path} is empty`] : [];
}
