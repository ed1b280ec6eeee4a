/**
 * The columns of the tables in parts 3, 4 and 5 of the EITI's Summary Data template, version 2.0, in their order, by what they
 * hold. `docs/concepts/exports.md` says which names could be confirmed, and where. "seperated" is the template's spelling.
 */
export const eitiColumns = {
  agencies: {
    name: "Full name of agency",
    type: "Agency type",
    id: "ID number (if applicable)",
    total: "Total reported",
  },
  companies: {
    name: "Full company name",
    type: "Company type",
    id: "Company ID number",
    sector: "Sector",
    commodities: "Commodities (comma-seperated)",
    listing: "Stock exchange listing or company website",
    audit: "Audited financial statement (or balance sheet, cash flows, profit/loss statement if unavailable)",
    report: "Payments to Governments Report",
  },
  projects: {
    name: "Full project name",
    agreements: "Legal agreement reference number(s): contract, licence, lease, concession, …",
    companies: "Affiliated companies, start with Operator",
    commodity: "Commodities (one commodity/row)",
    status: "Status",
    volume: "Production (volume)",
    unit: "Unit",
    value: "Production (value)",
    currency: "Currency",
  },
  revenues: {
    level1: "GFS Level 1",
    level2: "GFS Level 2",
    level3: "GFS Level 3",
    level4: "GFS Level 4",
    classification: "GFS Classification",
    sector: "Sector",
    stream: "Revenue stream name",
    entity: "Government entity",
    value: "Revenue value",
    currency: "Currency",
  },
  payments: {
    sector: "Sector",
    company: "Company",
    entity: "Government entity",
    stream: "Revenue stream name",
    isLevied: "Levied on project (Y/N)",
    isReported: "Reported by project (Y/N)",
    project: "Project name",
    currency: "Reporting currency",
    value: "Revenue value",
    isInKind: "Payment made in-kind (Y/N)",
    volume: "In-kind volume (if applicable)",
    unit: "Unit (if applicable)",
    comments: "Comments",
  },
} as const;

/** A table of the Summary Data. */
export type EitiTable = keyof typeof eitiColumns;

/** What a column of a table holds. */
export type EitiColumn<Table extends EitiTable> = keyof (typeof eitiColumns)[Table] & string;
